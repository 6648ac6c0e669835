package io.cairn.app.doctor;

/**
 * Something that an examination found.
 *
 * @param topic what it is about: events, catalogue, people, models, rows or imports
 * @param sentence what is the matter, with numbers
 * @param remedy what to do about it
 */
public record Finding(Severity severity, String topic, String sentence, String remedy) {}
