// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digests;
import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Needs;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// Writes the file of a [ManifestFile], all numbers with the highest byte first:
///
/// ```
/// long  magic and version
/// int   p digests of sha256, o others, m manifests, n needs
/// long  4 words for each of the p
/// short length, and so many characters, for each of the o
/// long  size for each of the p + o, negative when unknown
/// int   digest for each of the m; subject, or -1; how many needs
/// int   need with its marks for each of the n
/// int   CRC-32C of all before
/// ```
final class ManifestFileWriter {
  static final long MAGIC = 0x6472636C4D460001L;

  private final Inventory inventory;
  private final BitSet manifests;
  private final int[] place;
  private final Ints packed = new Ints();
  private final Ints odd = new Ints();
  private final Ints needs = new Ints();

  ManifestFileWriter(Inventory inventory, BitSet manifests) {
    this.inventory = inventory;
    this.manifests = manifests;
    this.place = new int[inventory.digests().size()];
    Arrays.fill(place, Digests.NONE);
  }

  void write(Path file) throws IOException {
    collect();
    var sum = new CRC32C();
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      var checked =
          new DataOutputStream(
              new BufferedOutputStream(new CheckedOutputStream(out, sum), 1 << 16));
      header(checked);
      digests(checked);
      manifests(checked);
      checked.flush();
      out.writeInt((int) sum.getValue());
    }
  }

  private void collect() {
    for (int id = manifests.nextSetBit(0); id >= 0; id = manifests.nextSetBit(id + 1)) {
      name(id);
      if (inventory.needs().subject(id) >= 0) {
        name(inventory.needs().subject(id));
      }
      inventory.needs().eachStored(id, this::need);
    }
    for (int i = 0; i < odd.size(); i++) {
      place[odd.get(i)] = packed.size() + i;
    }
  }

  private void need(int need) {
    name(Needs.digest(need));
    needs.add(need);
  }

  private void name(int id) {
    if (place[id] != Digests.NONE) {
      return;
    }
    boolean packs = inventory.digests().words(id, new long[4]);
    place[id] = packs ? packed.size() : 0;
    (packs ? packed : odd).add(id);
  }

  private void header(DataOutputStream out) throws IOException {
    out.writeLong(MAGIC);
    out.writeInt(packed.size());
    out.writeInt(odd.size());
    out.writeInt(manifests.cardinality());
    out.writeInt(needs.size());
  }

  private void digests(DataOutputStream out) throws IOException {
    long[] words = new long[4];
    for (int i = 0; i < packed.size(); i++) {
      inventory.digests().words(packed.get(i), words);
      for (long word : words) {
        out.writeLong(word);
      }
    }
    for (int i = 0; i < odd.size(); i++) {
      byte[] text =
          inventory.digests().get(odd.get(i)).toString().getBytes(StandardCharsets.US_ASCII);
      out.writeShort(text.length);
      out.write(text);
    }
    sizes(out, packed);
    sizes(out, odd);
  }

  private void sizes(DataOutputStream out, Ints ids) throws IOException {
    for (int i = 0; i < ids.size(); i++) {
      out.writeLong(inventory.sizes().get(ids.get(i)));
    }
  }

  private void manifests(DataOutputStream out) throws IOException {
    int[] count = new int[1];
    for (int id = manifests.nextSetBit(0); id >= 0; id = manifests.nextSetBit(id + 1)) {
      int subject = inventory.needs().subject(id);
      count[0] = 0;
      inventory.needs().eachStored(id, _ -> count[0]++);
      out.writeInt(place[id]);
      out.writeInt(subject < 0 ? -1 : place[subject]);
      out.writeInt(count[0]);
    }
    for (int i = 0; i < needs.size(); i++) {
      out.writeInt(Needs.of(needs.get(i), place[Needs.digest(needs.get(i))]));
    }
  }
}
