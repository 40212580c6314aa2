package io.soakgate.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.soakgate.deployment.RecordActivity.ReportFile;
import io.soakgate.deployment.Story;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where reports are: one folder per deployment, in it one per run with {@code report.html}, {@code
 * report.json} and every measurement and the issues as CSV; an id that is used again never
 * overwrites what an earlier run left.
 *
 * @param root the folder of all reports
 */
public record ReportFolder(Path root) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Writes all files; each appears whole or not at all. */
  ReportFile write(Story story) throws IOException {
    Path folder =
        root.resolve(name(story.deployment())).resolve(name(story.run())).toAbsolutePath();
    Files.createDirectories(folder);
    Path html = folder.resolve("report.html");
    Path json = folder.resolve("report.json");
    replace(json, JSON.writeValueAsBytes(story));
    List<MeasurementsCsv.Table> tables = new ArrayList<>(MeasurementsCsv.of(story));
    tables.addAll(SeenTables.csv(story));
    tables.addAll(IssuesTable.csv(story));
    for (MeasurementsCsv.Table table : tables) {
      replace(folder.resolve(table.file()), table.text().getBytes(StandardCharsets.UTF_8));
    }
    replace(html, ReportPage.of(story).getBytes(StandardCharsets.UTF_8));
    return new ReportFile(html.toString(), json.toString());
  }

  /**
   * The story that was written here.
   *
   * @param json the file of figures
   * @throws IOException when it cannot be read
   */
  public static Story read(Path json) throws IOException {
    return JSON.readValue(json.toFile(), Story.class);
  }

  // An id is any text; as a folder's name it must neither lead elsewhere nor be hidden.
  private static String name(String id) {
    String name = id.replaceAll("[^A-Za-z0-9._-]", "_");
    return name.startsWith(".") ? "_" + name : name;
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
    try {
      Files.write(fresh, bytes);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
