package io.cairn.features;

final class MemoryFeatureStoreTest extends FeatureStoreContract {
  @Override
  protected FeatureStore open() {
    return new MemoryFeatureStore();
  }
}
