package io.cairn.app.config;

import io.cairn.core.EventWeights;
import java.util.Map;

/**
 * The whole configuration file, {@code cairn.conf}. Each component is a section, each component of
 * a section a key; defaults and comments are in the resource {@code cairn.conf}.
 *
 * @param server how requests are answered
 * @param events what events say
 */
public record EngineConfig(Server server, Events events) {

  /**
   * How requests are answered.
   *
   * @param host the network address to listen on
   * @param port the port to listen on, in [0, 65535]; 0 takes a free one
   * @param bodyBytesMax the largest request body
   * @param countMax the most items one list may have, at least 1
   * @param listMax the most events, items or users in one request, at least 1
   */
  public record Server(String host, int port, Bytes bodyBytesMax, int countMax, int listMax) {
    /** Checks the ranges. */
    public Server {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port must be in [0, 65535], was " + port);
      }
      requirePositive("body-bytes-max", bodyBytesMax.count());
      requirePositive("count-max", countMax);
      requirePositive("list-max", listMax);
    }
  }

  /**
   * What events say about a person's taste.
   *
   * @param weights the weight of one event of each type; may be negative
   * @param unknownWeight the weight of one event of a type that is not listed
   * @param ratingNeutral the stars that say nothing, below {@code ratingBest}
   * @param ratingBest the stars that say the most
   */
  public record Events(
      Map<String, Double> weights, double unknownWeight, double ratingNeutral, double ratingBest) {
    /** Copies the weights and checks them together. */
    public Events {
      weights = Map.copyOf(weights);
      new EventWeights(weights, unknownWeight, ratingNeutral, ratingBest);
    }

    /** Returns the same weights for the engine. */
    public EventWeights eventWeights() {
      return new EventWeights(weights, unknownWeight, ratingNeutral, ratingBest);
    }
  }

  private static void requirePositive(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be at least 1, was " + value);
    }
  }
}
