package io.soakgate.plan;

import java.util.List;

/**
 * A text that goes out at a moment.
 *
 * @param moment a moment of the walk, a watch's name, or an event ({@code breach}, {@code
 *     rolled-back}, {@code blocked})
 * @param to channel names
 * @param say the text; {@code ${name}} values are filled in
 */
public record Notice(String moment, List<String> to, String say) {}
