package io.cairn.events;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.SessionId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a shop's invoice lines, in the columns of UCI's Online Retail. A line is a purchase of so
 * many pieces; one of a cancelled invoice (its number begins with {@code C}) is a return. The
 * session is the invoice, so that baskets are known also where the customer is not. Postage, fees
 * and the like, and corrections of the stock (fewer than 0 pieces on an invoice that is not
 * cancelled), are counted and left out. Items have the last description and price; users the last
 * country, as {@code region}.
 */
final class TransactionRows implements RowImporter {
  static final List<List<String>> HEADERS =
      List.of(
          List.of("invoiceno", "invoice"),
          List.of("stockcode"),
          List.of("description"),
          List.of("quantity"),
          List.of("invoicedate"),
          List.of("unitprice", "price"),
          List.of("customerid"),
          List.of("country"));
  static final List<String> COLUMNS =
      List.of(
          "session ← InvoiceNo; return where it begins with C, else purchase",
          "item ← StockCode",
          "title ← Description",
          "value ← Quantity",
          "time ← InvoiceDate",
          "attribute price ← UnitPrice",
          "user ← CustomerID",
          "region ← Country");

  private static final Set<String> NO_PRODUCTS =
      Set.of(
          "POST",
          "DOT",
          "M",
          "C2",
          "C3",
          "D",
          "S",
          "B",
          "BANK CHARGES",
          "AMAZONFEE",
          "CRUK",
          "PADS",
          "ADJUST",
          "ADJUST2");
  private static final String GIFT_VOUCHER = "GIFT_";
  private static final DateTimeFormatter SLASHED = DateTimeFormatter.ofPattern("M/d/yyyy H:mm");

  private record Product(String title, double price) {}

  private final int[] columns;
  private final int width;
  private final Map<String, Product> products = new LinkedHashMap<>();
  private final Map<UserId, String> countries = new LinkedHashMap<>();

  /**
   * Reads rows of these columns.
   *
   * @param columns where the columns of {@link #HEADERS} are, in that order
   * @param width how many cells a row has
   */
  TransactionRows(int[] columns, int width) {
    this.columns = columns.clone();
    this.width = width;
  }

  @Override
  public void read(String[] cells, ImportSink sink) {
    Cells.requireCount(cells, width);
    String invoice = Cells.required("InvoiceNo", cell(cells, 0));
    String code = Cells.required("StockCode", cell(cells, 1)).strip();
    long quantity = Cells.whole("Quantity", cell(cells, 3));
    Instant time = time(cell(cells, 4), sink.now());
    boolean cancelled = invoice.startsWith("C") || invoice.startsWith("c");
    if (isNoProduct(code)) {
      String upper = code.toUpperCase(Locale.ROOT);
      sink.exclude("not a product: " + (NO_PRODUCTS.contains(upper) ? upper : "gift vouchers"));
    } else if (quantity < 0 && !cancelled) {
      sink.exclude("a correction of the stock: fewer than 0 pieces on an invoice");
    } else if (quantity == 0) {
      throw new InvalidEventException("Quantity", "is 0", "another number of pieces");
    } else {
      Visitor visitor = new Visitor(user(cell(cells, 6)), Optional.of(new SessionId(invoice)));
      sink.add(event(cells, visitor, code, cancelled ? "return" : "purchase", time), true);
      remember(cells, visitor, code);
    }
  }

  private Event event(String[] cells, Visitor visitor, String code, String type, Instant time) {
    Context context = new Context("", "", cell(cells, 7).strip(), 0, Optional.empty());
    double pieces = Math.abs((double) Cells.whole("Quantity", cell(cells, 3)));
    return new Event.Interaction(
        ContentIds.PLACEHOLDER, time, visitor, new ItemId(code), type, pieces, context);
  }

  private void remember(String[] cells, Visitor visitor, String code) {
    double price = Cells.number("UnitPrice", cell(cells, 5));
    Product before = products.getOrDefault(code, new Product("", 0));
    String title = cell(cells, 2).isBlank() ? before.title() : cell(cells, 2).strip();
    products.put(code, new Product(title, price > 0 ? price : before.price()));
    visitor.user().ifPresent(user -> countries.put(user, cell(cells, 7).strip()));
  }

  @Override
  public void finish(ImportSink sink) {
    products.forEach((code, product) -> sink.item(item(code, product), Optional.empty()));
    countries.forEach(
        (user, country) -> {
          Map<String, Value> attributes =
              country.isEmpty() ? Map.of() : Map.of("region", new Value.Text(country));
          sink.user(new User(user, attributes), Optional.empty());
        });
  }

  private static Item item(String code, Product product) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    if (!product.title().isEmpty()) {
      attributes.put(Item.TITLE, new Value.Text(product.title()));
    }
    if (product.price() > 0) {
      attributes.put("price", new Value.Numeric(product.price()));
    }
    return new Item(new ItemId(code), attributes, List.of(), true, Optional.empty());
  }

  private String cell(String[] cells, int header) {
    return cells[columns[header]];
  }

  /** Reads a customer, who may be written {@code 17850.0}. */
  private static Optional<UserId> user(String cell) {
    String text = cell.strip();
    String id = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    return Cells.optional(id).map(UserId::new);
  }

  private static boolean isNoProduct(String code) {
    String upper = code.toUpperCase(Locale.ROOT);
    return NO_PRODUCTS.contains(upper) || upper.startsWith(GIFT_VOUCHER);
  }

  /** Reads an ISO-8601 time, or one such as {@code 12/1/2010 8:26}, month first. */
  private static Instant time(String cell, Instant now) {
    String text = cell.strip();
    if (text.indexOf('/') < 0) {
      return Times.ofEvent("InvoiceDate", text, now);
    }
    try {
      Instant time = LocalDateTime.parse(text, SLASHED).toInstant(ZoneOffset.UTC);
      return Times.checked("InvoiceDate", time, now);
    } catch (DateTimeParseException e) {
      String wrong = "is not a time: " + InvalidEventException.quote(text);
      throw new InvalidEventException(
          "InvoiceDate", wrong, "2010-12-01 08:26:00 or 12/1/2010 8:26");
    }
  }
}
