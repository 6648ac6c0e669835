package io.cairn.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Files of a shop that is small and has a pattern: 30 users, of whom the even ones like the first
 * 12 items and the odd ones the other 12; each viewed ten of their items, one a day.
 */
record SmallShop(Path folder) {
  static final int USERS = 30;
  static final int EVENTS = 300;
  static final int ITEMS = 24;

  /** The day after the last view. */
  static final Instant AFTER = Instant.parse("2026-01-11T00:00:00Z");

  private static final int ITEMS_OF_TASTE = 12;
  private static final int DAYS = 10;

  /** Returns a file of views. */
  Path events() throws IOException {
    StringBuilder csv = new StringBuilder("user,item,type,time\n");
    for (int day = 1; day <= DAYS; day++) {
      for (int user = 0; user < USERS; user++) {
        int item = user % 2 * ITEMS_OF_TASTE + (user * 5 + day) % ITEMS_OF_TASTE;
        csv.append("u%d,i%d,view,2026-01-%02dT%02d:00:00Z\n".formatted(user, item, day, user % 24));
      }
    }
    return write("events.csv", csv.toString());
  }

  /** Returns a file that describes all items. */
  Path items() throws IOException {
    StringBuilder csv = new StringBuilder("id,title,category\n");
    for (int item = 0; item < ITEMS; item++) {
      csv.append("i%d,Item %d,%s\n".formatted(item, item, item < ITEMS_OF_TASTE ? "a" : "b"));
    }
    return write("items.csv", csv.toString());
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** Returns where the home of the shop is; nothing is there before an import. */
  Path home() {
    return folder.resolve("home");
  }

  /** Runs a command over the home the day after the last view. */
  Captured run(String... arguments) {
    return runAt(AFTER, arguments);
  }

  /** Runs a command over the home at some moment. */
  Captured runAt(Instant now, String... arguments) {
    return runBy(InstantSource.fixed(now), arguments);
  }

  /** Runs a command over the home by a clock. */
  Captured runBy(InstantSource clock, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--home";
    all[arguments.length + 1] = home().toString();
    return Captured.runBy(clock, all);
  }

  /** Imports both files. */
  SmallShop imported() throws IOException {
    Captured ran = run("import", events().toString(), items().toString());
    if (ran.exit() != 0) {
      throw new IllegalStateException(ran.toString());
    }
    return this;
  }

  /** Imports both files and trains. */
  SmallShop trained() throws IOException {
    imported();
    Captured ran = run("train");
    if (ran.exit() != 0) {
      throw new IllegalStateException(ran.toString());
    }
    return this;
  }
}
