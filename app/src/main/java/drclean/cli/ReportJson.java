// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Report;
import drclean.command.Share;
import drclean.plan.Plan.Total;
import java.util.LinkedHashMap;
import java.util.Map;

/// A report as a program reads it: the contract of `docs/json.md`, which only grows.
final class ReportJson {
  private ReportJson() {}

  static Map<String, Object> of(Report report, FindingText text) {
    var object = new LinkedHashMap<String, Object>();
    object.put("version", 1);
    object.put("layout", report.layout());
    object.put("repositories", report.counts().repositories());
    object.put("tags", report.counts().tags());
    object.put("manifests", report.counts().manifests());
    Map<String, Object> blobs = total(report.blobs());
    blobs.put("unsized", report.unsized());
    object.put("blobs", blobs);
    object.put("garbage", totals(report.garbage()));
    object.put("young", totals(report.young()));
    object.put("withUntagged", total(report.untagged()));
    object.put("quarantine", quarantine(report));
    report.refusal().ifPresent(why -> object.put("refused", why));
    object.put("findings", report.findings().stream().map(text::object).toList());
    object.put("perRepository", report.shares().stream().map(ReportJson::share).toList());
    return object;
  }

  private static Map<String, Object> totals(Map<String, Total> totals) {
    var object = new LinkedHashMap<String, Object>();
    totals.forEach((kind, total) -> object.put(kind, total(total)));
    return object;
  }

  static Map<String, Object> total(Total total) {
    var object = new LinkedHashMap<String, Object>();
    object.put("count", total.count());
    object.put("bytes", total.bytes());
    return object;
  }

  private static Map<String, Object> quarantine(Report report) {
    var object = new LinkedHashMap<String, Object>();
    object.put("runs", report.quarantine().runs());
    object.put("items", report.quarantine().items());
    object.put("bytes", report.quarantine().bytes());
    return object;
  }

  private static Map<String, Object> share(Share share) {
    var object = new LinkedHashMap<String, Object>();
    object.put("name", share.name());
    object.put("tags", share.tags());
    object.put("manifests", share.manifests());
    object.put("untagged", share.untagged());
    object.put("bytes", share.bytes());
    object.put("exclusiveBytes", share.exclusiveBytes());
    object.put("reclaimableBytes", share.reclaimableBytes());
    object.put("lastPush", share.lastPush().map(Cell::exact));
    return object;
  }
}
