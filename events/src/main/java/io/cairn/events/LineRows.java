package io.cairn.events;

import java.io.IOException;

/** Rows of a single cell, which is the whole line. */
final class LineRows implements Rows {
  private final LineReader lines;

  LineRows(LineReader lines) {
    this.lines = lines;
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
    return new String[] {lines.text()};
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
