package io.cairn.events;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Invoice lines of a shop, in the columns of UCI's Online Retail. */
final class TransactionsForm implements Form {
  @Override
  public String format() {
    return "transactions";
  }

  @Override
  public String expected() {
    return "a header with InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,"
        + "CustomerID,Country";
  }

  @Override
  public Optional<PlannedFile> plan(FileHead head) {
    if (head.parquet()) {
      return Optional.empty();
    }
    String delimiter = head.first().indexOf(';') > 0 ? ";" : ",";
    QuotedCells header = new QuotedCells(delimiter);
    header.add(head.first());
    List<String> names =
        Arrays.stream(header.cells())
            .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))
            .toList();
    int[] columns =
        TransactionRows.HEADERS.stream().mapToInt(known -> place(names, known)).toArray();
    if (Arrays.stream(columns).anyMatch(column -> column < 0)) {
      return Optional.empty();
    }
    PlannedFile.Reading reading =
        new PlannedFile.Reading(
            bytesRead ->
                new DelimitedRows(
                    new LineReader(head.file().open(bytesRead), true), delimiter, true),
            true,
            () -> new TransactionRows(columns, names.size()));
    return Optional.of(
        new PlannedFile(head, format(), TableKind.EVENTS, TransactionRows.COLUMNS, reading));
  }

  private static int place(List<String> names, List<String> known) {
    return known.stream().mapToInt(names::indexOf).max().orElse(-1);
  }
}
