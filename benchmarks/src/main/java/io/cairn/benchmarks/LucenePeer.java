package io.cairn.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.store.FSDirectory;

/** Lucene's graph of whole vectors, merged into one segment. */
record LucenePeer(Path folder, DirectoryReader reader, IndexSearcher searcher)
    implements PeerIndex {
  private static final double BUFFER_MIB = 1024;

  static LucenePeer build(MadeVectors vectors) throws IOException {
    Path folder = Files.createTempDirectory("lucene");
    VectorSimilarityFunction similarity =
        vectors.isUnit()
            ? VectorSimilarityFunction.DOT_PRODUCT
            : VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT;
    try (FSDirectory directory = FSDirectory.open(folder)) {
      IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(BUFFER_MIB);
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        for (int row = 0; row < vectors.count(); row++) {
          Document document = new Document();
          document.add(new KnnFloatVectorField("vector", vectors.vector(row), similarity));
          writer.addDocument(document);
        }
        writer.forceMerge(1);
      }
    }
    DirectoryReader reader = DirectoryReader.open(FSDirectory.open(folder));
    return new LucenePeer(folder, reader, new IndexSearcher(reader));
  }

  /** The number of a document is the row, since one segment has them in the order of arrival. */
  @Override
  public int[] search(float[] query, int k, int width) throws IOException {
    var found = searcher.search(new KnnFloatVectorQuery("vector", query, width), k);
    return Arrays.stream(found.scoreDocs).mapToInt(document -> document.doc).toArray();
  }

  @Override
  public void close() throws IOException {
    reader.close();
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
