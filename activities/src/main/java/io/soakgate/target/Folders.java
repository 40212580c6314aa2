package io.soakgate.target;

import java.nio.file.Path;

/**
 * Where a worker reads and writes files.
 *
 * @param plans one folder per plan
 * @param backups dumps, one folder per backup
 * @param reports reports, one folder per deployment
 */
public record Folders(Path plans, Path backups, Path reports) {}
