package io.cairn.events;

import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads items or users from a table whose columns are known or guessed. */
final class CatalogueRows implements RowImporter {
  private final TableMapping mapping;

  CatalogueRows(TableMapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public void read(String[] cells, ImportSink sink) {
    Cells.requireCount(cells, mapping.header().size());
    Optional<Instant> time =
        Cells.optional(mapping.cell(cells, ColumnRole.TIME))
            .map(text -> Times.ofEvent(mapping.name(ColumnRole.TIME), text, sink.now()));
    if (mapping.kind() == TableKind.ITEMS) {
      sink.item(item(cells), time);
    } else {
      sink.user(new User(new UserId(id(cells, ColumnRole.USER)), attributes(cells)), time);
    }
  }

  private Item item(String[] cells) {
    Map<String, Value> attributes = attributes(cells);
    String title = mapping.cell(cells, ColumnRole.TITLE);
    if (!title.isBlank()) {
      attributes.put(Item.TITLE, new Value.Text(title.strip()));
    }
    String available = mapping.cell(cells, ColumnRole.AVAILABLE);
    String arrival = mapping.cell(cells, ColumnRole.ARRIVAL);
    List<String> categories = Cells.categories(mapping.cell(cells, ColumnRole.CATEGORY));
    return new Item(
        new ItemId(id(cells, ColumnRole.ITEM)),
        attributes,
        categories,
        available.isBlank() || Cells.flag(mapping.name(ColumnRole.AVAILABLE), available),
        Cells.optional(arrival).map(text -> Times.moment(mapping.name(ColumnRole.ARRIVAL), text)));
  }

  private String id(String[] cells, ColumnRole role) {
    ColumnRole known = mapping.has(role) ? role : ColumnRole.ID;
    return Cells.required(mapping.name(known), mapping.cell(cells, known));
  }

  private Map<String, Value> attributes(String[] cells) {
    Map<String, Value> attributes = new TreeMap<>();
    for (int column = 0; column < mapping.header().size(); column++) {
      if (mapping.isFree(column)) {
        Cells.put(attributes, mapping.header().get(column), cells[column]);
      }
    }
    return attributes;
  }
}
