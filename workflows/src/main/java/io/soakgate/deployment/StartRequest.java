package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What starts a deployment; typed by hand into the Temporal UI, so it is tiny (decision 1).
 *
 * @param plan the plan's folder name
 * @param by who starts it; null when unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StartRequest(String plan, String by) {}
