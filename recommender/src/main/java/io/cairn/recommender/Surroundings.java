package io.cairn.recommender;

import io.cairn.core.Event;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What the path needs from the process around it.
 *
 * @param executor runs sources side by side, and makes charts
 * @param nanoClock nanoseconds from any fixed moment
 * @param impressions is told of every list that was made; must not block
 */
public record Surroundings(
    ExecutorService executor, LongSupplier nanoClock, Consumer<Event.Impression> impressions) {}
