package io.cairn.events;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a column of a table may mean, and the header names by which it is known. */
enum ColumnRole {
  USER(
      """
      user userid uid customer customerid visitor visitorid client clientid member memberid account
      accountid person personid reviewerid"""),
  SESSION(
      """
      session sessionid sid visit visitid basket basketid order orderid invoice invoiceno
      transactionid usersession"""),
  ITEM(
      """
      item itemid iid product productid movie movieid article articleid sku asin stockcode track
      trackid song songid book bookid isbn poi video videoid content contentid game gameid business
      businessid"""),
  TIME(
      """
      time timestamp ts date datetime eventtime createdat unixtime unixreviewtime updated updatedat
      t"""),
  TYPE("type event eventtype action behavior behaviour behaviortype interaction"),
  RATING("rating stars score overall"),
  VALUE("value quantity qty count weight playcount plays hours"),
  EVENT_ID("eventid"),
  REQUEST("request requestid"),
  POSITION("position rank"),
  DEVICE("device"),
  PAGE("page url"),
  REGION("region country"),
  ID("id"),
  TITLE("title name producttitle productname itemname description"),
  CATEGORY("category categories genre genres categoryid maincategory"),
  AVAILABLE("available availability instock isavailable"),
  ARRIVAL("arrival added addedat releasedate released arrivaldate launchdate");

  private static final Map<String, ColumnRole> BY_NAME = byName();

  private final String names;

  ColumnRole(String names) {
    this.names = names;
  }

  /** Returns the role of a header; capitals, blanks and underscores do not matter. */
  static Optional<ColumnRole> of(String header) {
    String name = header.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Map<String, ColumnRole> byName() {
    Map<String, ColumnRole> roles = new HashMap<>();
    for (ColumnRole role : values()) {
      for (String name : role.names.split("\\s+", -1)) {
        roles.put(name, role);
      }
    }
    return roles;
  }
}
