package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetImportTest {
  private static final MessageType SCHEMA =
      new MessageType(
          "events",
          Types.required(PrimitiveTypeName.INT64).named("user_id"),
          Types.required(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named("item_id"),
          Types.required(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
              .named("time"),
          Types.optional(PrimitiveTypeName.DOUBLE).named("rating"));

  @TempDir private Path folder;

  @Test
  void run_parquet_guessesColumnsByName() throws IOException {
    ImportFiles files = new ImportFiles(folder);
    ImportReport report = files.run(parquet());
    assertThat(files.events())
        .containsExactly(
            "{'type':'rating','time':'2000-12-31T22:12:40Z','user':'7','item':'ü','value':4.5}");
    assertThat(report.bad().first())
        .extracting(BadRow::line, BadRow::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                2L, "rating is not a number: '', expected a number such as 4.5"));
  }

  @Test
  void inspect_truncatedParquet_isRefused() throws IOException {
    Path path = parquet();
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> new ImportFiles(folder).plan(path))
        .isInstanceOf(UnreadableImportException.class)
        .hasMessageStartingWith(path + ": not a Parquet file, or one that is cut off");
  }

  private Path parquet() throws IOException {
    Path path = folder.resolve("x.parquet");
    try (ParquetWriter<Object[]> writer =
        ParquetWriter.writeFile(
            SCHEMA,
            path.toFile(),
            (row, out) -> {
              out.write("user_id", row[0]);
              out.write("item_id", row[1]);
              out.write("time", row[2]);
              if (row.length > 3) {
                out.write("rating", row[3]);
              }
            })) {
      writer.write(new Object[] {7L, "ü", 978300760000000L, 4.5});
      writer.write(new Object[] {8L, "i", 978300760000000L});
    }
    return path;
  }
}
