package io.cairn.features;

import static io.cairn.features.Script.DAY;
import static io.cairn.features.Script.SETTINGS;
import static io.cairn.features.Script.itemKey;
import static io.cairn.features.Script.itemOf;
import static io.cairn.features.Script.row;
import static io.cairn.features.Script.sessionKey;
import static io.cairn.features.Script.userKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.events.MemoryEventLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class FeatureFolderTest {
  private static final FeatureSet FEATURES =
      new FeatureSet(
          SETTINGS,
          List.of(
              new CountFeature.EventCount("impressions", Aggregate.Subject.ITEM, "impression", DAY),
              new CountFeature.EventCount("views", Aggregate.Subject.ACTOR, "view", DAY),
              new TasteFeature.Affinity("taste", "category", DAY, 64)));

  @Test
  void catchUp_visitorWithUserAndSession_changesTheUserOnly() {
    Visitor both = new Visitor(Optional.of(new UserId("x")), Optional.of(new SessionId("x")));
    MemoryFeatureStore store = new Script().did(both, "view", "a", 1, 0).fold(FEATURES);
    assertThat(row(store, userKey("x")).isEmpty()).isFalse();
    assertThat(row(store, sessionKey("x")).isEmpty()).isTrue();
  }

  @Test
  void catchUp_session_hasARowOfItsOwn() {
    Visitor session = Visitor.of(new SessionId("x"));
    MemoryFeatureStore store =
        new Script().did(session, "view", "a", 1, 0).view("x", "b", 1).fold(FEATURES);
    assertThat(FEATURES.profile(row(store, sessionKey("x"))).items())
        .containsExactly(new ItemId("a"));
    assertThat(FEATURES.profile(row(store, userKey("x"))).items()).containsExactly(new ItemId("b"));
  }

  @Test
  void catchUp_userRemoved_forgetsWhatWasBefore_butNotWhatComesAfter() {
    Script script = new Script();
    script.user("ada", Map.of("age", new Value.Text("20")), 0).view("ada", "a", 1);
    script.removeUser("ada", 2);
    assertThat(row(script.fold(FEATURES), userKey("ada")).isEmpty()).isTrue();
    Row ada = row(script.view("ada", "b", 3).fold(FEATURES), userKey("ada"));
    assertThat(FEATURES.profile(ada).items()).containsExactly(new ItemId("b"));
    assertThat(FEATURES.attributes(ada)).isEmpty();
  }

  @Test
  void catchUp_userRemovedInALaterBatch_removesTheStoredRow() {
    MemoryEventLog log = new Script().view("ada", "a", 0).removeUser("ada", 1).log();
    MemoryFeatureStore store = new MemoryFeatureStore();
    FeatureFolder folder = new FeatureFolder(FEATURES, store, log);
    folder.catchUp(1, Progress.NONE);
    assertThat(row(store, userKey("ada")).isEmpty()).isFalse();
    folder.catchUp(Progress.NONE);
    assertThat(store.get(List.of(userKey("ada")))).isEmpty();
  }

  @Test
  void catchUp_itemRemoved_keepsItsRow() {
    Script script = new Script().view("ada", "a", 0).removeItem("a", 1);
    Row item = row(script.fold(FEATURES), itemKey("a"));
    assertThat(FEATURES.entry(item)).map(CatalogueEntry::removed).contains(true);
    assertThat(FEATURES.popularity(item, Script.day(0))).isPositive();
  }

  @Test
  void catchUp_impression_changesShownItemsAndTheActor() {
    Visitor ada = Visitor.of(new UserId("ada"));
    MemoryFeatureStore store = new Script().shown(ada, 0, "a", "b").fold(FEATURES);
    assertThat(store.get(List.of(itemKey("a"), itemKey("b"), userKey("ada")))).hasSize(3);
    assertThat(FEATURES.profile(row(store, userKey("ada"))).size()).isZero();
    assertThat(FEATURES.entry(row(store, itemKey("a")))).isEmpty();
  }

  @Test
  void catchUp_impressionOfNobody_changesTheItemsOnly() {
    MemoryFeatureStore store = new Script().shown(Visitor.ANONYMOUS, 0, "a").fold(FEATURES);
    List<EntityKey> users = new ArrayList<>();
    store.scan(EntityKey.Kind.USER, (key, _) -> users.add(key));
    store.scan(EntityKey.Kind.SESSION, (key, _) -> users.add(key));
    assertThat(users).isEmpty();
    assertThat(row(store, itemKey("a")).isEmpty()).isFalse();
  }

  @Test
  void catchUp_affinity_seesTheItemAsItIsInTheSameBatch() {
    Script script = new Script().item(itemOf("a", "boots"), 0).view("ada", "a", 1);
    MemoryFeatureStore store =
        script.item(itemOf("a", "hats"), 2).view("ada", "a", 3).fold(FEATURES);
    Visitor ada = Visitor.of(new UserId("ada"));
    float[] values =
        new FeatureReader(FEATURES, store)
            .read(
                new Situation.Occasion(ada, "home", Context.NONE, Script.day(3), 0),
                List.of(new Candidate(new ItemId("a"), List.of(), 0)),
                Map.of())
            .matrix()
            .values();
    assertThat(values[2]).isEqualTo(1 / 1.25f, within(1e-6f));
  }

  @Test
  void catchUp_tellsTheProgress() {
    List<String> told = new ArrayList<>();
    MemoryEventLog log = random(2_500, 1).log();
    new FeatureFolder(FEATURES, new MemoryFeatureStore(), log)
        .catchUp((step, done, total) -> told.add(step + " " + done + "/" + total));
    assertThat(told).containsExactly("folding events 2000/2500", "folding events 2500/2500");
  }

  @Test
  void catchUp_doneAlready_doesNothing() {
    MemoryEventLog log = new Script().view("ada", "a", 0).log();
    MemoryFeatureStore store = new MemoryFeatureStore();
    FeatureFolder folder = new FeatureFolder(FEATURES, store, log);
    folder.catchUp(Progress.NONE);
    byte[] before = RowCodec.encode(row(store, itemKey("a")));
    folder.catchUp(Progress.NONE);
    folder.catchUp(0, Progress.NONE);
    assertThat(store.offset()).isOne();
    assertThat(RowCodec.encode(row(store, itemKey("a")))).isEqualTo(before);
  }

  @Test
  void catchUp_withTheLastEventsAtHand_readsOnlyWhatIsMissing() {
    Script script = new Script().view("u", "a", 0).view("u", "b", 1).view("u", "c", 2);
    MemoryEventLog log = script.log();
    MemoryFeatureStore behind = new MemoryFeatureStore();
    new FeatureFolder(FEATURES, behind, log).catchUp(script.events.subList(2, 3), 3);
    assertThat(behind.offset()).isEqualTo(3);
    assertThat(FEATURES.profile(row(behind, userKey("u"))).size()).isEqualTo(3);

    MemoryFeatureStore atHand = new MemoryFeatureStore();
    FeatureFolder folder = new FeatureFolder(FEATURES, atHand, log);
    folder.catchUp(2, Progress.NONE);
    folder.catchUp(script.events.subList(2, 3), 3);
    assertThat(atHand.offset()).isEqualTo(3);
    assertThat(RowCodec.encode(row(atHand, userKey("u"))))
        .isEqualTo(RowCodec.encode(row(behind, userKey("u"))));
  }

  @Test
  void catchUp_pastTheEnd_isRefused() {
    FeatureFolder folder =
        new FeatureFolder(FEATURES, new MemoryFeatureStore(), new Script().view("a", "b", 0).log());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> folder.catchUp(2, Progress.NONE))
        .withMessage("end must be at most 1, was 2");
  }

  @Test
  void catchUp_rowsOfAnotherLog_isRefused() {
    MemoryFeatureStore store = new MemoryFeatureStore();
    store.put(Map.of(), 5);
    FeatureFolder folder = new FeatureFolder(FEATURES, store, new MemoryEventLog());
    assertThatIllegalStateException()
        .isThrownBy(() -> folder.catchUp(Progress.NONE))
        .withMessageContaining("the rows have seen 5 events, but the log has 0");
  }

  @Property(tries = 100)
  void catchUp_inAnyBatches_givesTheSameRows(
      @ForAll long seed, @ForAll @Size(max = 5) List<@IntRange(max = 60) Integer> ends) {
    Script script = random(60, seed);
    MemoryEventLog log = script.log();
    MemoryFeatureStore store = new MemoryFeatureStore();
    FeatureFolder folder = new FeatureFolder(FEATURES, store, log);
    ends.stream().sorted().forEach(end -> folder.catchUp(end, Progress.NONE));
    folder.catchUp(Progress.NONE);
    assertThat(texts(store)).isEqualTo(texts(script.fold(FEATURES)));
  }

  @Test
  void catchUp_byOne_givesTheSameRowsAsByThousands() {
    Script script = random(3_000, 7);
    MemoryFeatureStore store = new MemoryFeatureStore();
    FeatureFolder folder = new FeatureFolder(FEATURES, store, script.log());
    for (int end = 1; end <= 3_000; end++) {
      folder.catchUp(end, Progress.NONE);
    }
    assertThat(texts(store)).isEqualTo(texts(script.fold(FEATURES)));
  }

  @Test
  void catchUp_anotherFolderGoesOnFromTheOffset() {
    Script script = random(500, 3);
    MemoryFeatureStore store = new MemoryFeatureStore();
    new FeatureFolder(FEATURES, store, script.log()).catchUp(123, Progress.NONE);
    new FeatureFolder(FEATURES, store, script.log()).catchUp(Progress.NONE);
    assertThat(store.offset()).isEqualTo(500);
    assertThat(texts(store)).isEqualTo(texts(script.fold(FEATURES)));
  }

  @Test
  void catchUp_fromManyThreadsWhileEventsArrive_foldsEachOnce() throws Exception {
    Script script = random(400, 5);
    MemoryEventLog log = new MemoryEventLog();
    MemoryFeatureStore store = new MemoryFeatureStore();
    FeatureFolder folder = new FeatureFolder(FEATURES, store, log);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> done = new ArrayList<>();
      for (int event = 0; event < 400; event += 4) {
        log.append(script.events.subList(event, event + 4));
        done.add(threads.submit(() -> folder.catchUp(Progress.NONE)));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
    assertThat(store.offset()).isEqualTo(400);
    assertThat(texts(store)).isEqualTo(texts(script.fold(FEATURES)));
  }

  private static Script random(int count, long seed) {
    RandomGenerator random = new Random(seed);
    Script script = new Script();
    while (script.events.size() < count) {
      String user = "u" + random.nextInt(4);
      String item = "i" + random.nextInt(6);
      double day = random.nextInt(20);
      switch (random.nextInt(10)) {
        case 0 -> script.item(itemOf(item, "c" + random.nextInt(3)), day);
        case 1 -> script.removeItem(item, day);
        case 2 -> script.user(user, Map.of("age", new Value.Numeric(random.nextInt(2))), day);
        case 3 -> script.removeUser(user, day);
        case 4 -> script.shown(Visitor.of(new UserId(user)), day, item, "i0", item);
        case 5 -> script.did(Visitor.of(new SessionId(user)), "view", item, 1, day);
        case 6 -> script.did(user, "purchase", item, 1, day);
        case 7 -> script.did(user, "skip", item, 1, day);
        default -> script.viewFrom("r" + random.nextInt(2), user, item, day);
      }
    }
    return script;
  }

  private static Map<EntityKey, String> texts(FeatureStore store) {
    Map<EntityKey, String> texts = new HashMap<>();
    for (EntityKey.Kind kind : EntityKey.Kind.values()) {
      store.scan(
          kind, (key, row) -> texts.put(key, HexFormat.of().formatHex(RowCodec.encode(row))));
    }
    return texts;
  }
}
