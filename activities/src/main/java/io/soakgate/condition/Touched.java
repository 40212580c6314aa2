package io.soakgate.condition;

import java.util.List;

/**
 * What scripts name in a target: by its words, so rather too much than too little.
 *
 * @param schemas schemas that the plan's scripts name, and those of the search path
 * @param relations oids of the tables, partitions and views that the next change's scripts name
 */
record Touched(List<String> schemas, List<Long> relations) {}
