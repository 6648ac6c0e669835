package io.cairn.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of flat JSON objects, one on each line: the cells are the values of the named fields. A list
 * becomes one cell with {@code |} between its elements.
 */
final class JsonTableRows implements Rows {
  private final LineReader lines;
  private final List<String> names;

  JsonTableRows(LineReader lines, List<String> names) {
    this.lines = lines;
    this.names = List.copyOf(names);
  }

  @Override
  public boolean next() throws IOException {
    return lines.next();
  }

  @Override
  public long number() {
    return lines.number();
  }

  @Override
  public String[] cells() {
    String text = lines.text();
    if (text.isBlank()) {
      return new String[] {""};
    }
    JsonNode json = EventJson.parse(text);
    if (!json.isObject()) {
      throw new InvalidEventException("the row", "is not an object", "a JSON object {…}");
    }
    return names.stream().map(name -> cell(json.get(name))).toArray(String[]::new);
  }

  private static String cell(@org.jspecify.annotations.Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return "";
    }
    if (node.isArray()) {
      List<String> elements = new ArrayList<>();
      node.forEach(element -> elements.add(cell(element)));
      return String.join("|", elements) + (elements.size() == 1 ? "|" : "");
    }
    if (node.isFloatingPointNumber() && Double.isFinite(node.doubleValue())) {
      return node.decimalValue().toPlainString();
    }
    return node.isValueNode() ? node.asText() : node.toString();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
