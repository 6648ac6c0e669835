package io.cairn.models;

/**
 * One step's worth of examples.
 *
 * @param histories what each row shows, pooled, shape {@code [rows × items]}
 * @param traits what is known of each row, no cell where it is dropped, {@code [rows × traits]}
 * @param ids the id of each candidate, no cell where it is dropped, {@code [candidates × items]}
 * @param tokens the content of each candidate, pooled, {@code [candidates × tokens]}
 * @param labels the candidates that each row hides, 1, and those that it shows, 0, shape {@code
 *     [rows × candidates]}
 * @param logChances the logarithm of how probable it was to sample a candidate, {@code
 *     [candidates]}
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
record TowerBatch(
    SparseRows histories,
    SparseRows traits,
    SparseRows ids,
    SparseRows tokens,
    SparseRows labels,
    float[] logChances) {}
