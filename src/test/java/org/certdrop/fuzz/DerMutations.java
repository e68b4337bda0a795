package org.certdrop.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Changes valid DER as a tree: elements are left out, doubled, exchanged, retagged, wrapped and
 * nested, and the lengths around them follow, so that the change reaches the reader of the field.
 * Now and then a length lies, or single octets are changed afterwards.
 */
public final class DerMutations implements Fuzz.Inputs {
  private static final int[] TAGS = {
    0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a, 0x1b,
    0x1c, 0x1e, 0x1f, 0x24, 0x28, 0x30, 0x31, 0x80, 0x81, 0x82, 0x83, 0x84, 0x86, 0x87, 0x88, 0xa0,
    0xa1, 0xa2, 0xa3, 0xa4, 0xbf, 0x00
  };

  private final List<byte[]> seeds;
  private final Mutations octets;

  /** Mutations of these DER values. */
  public DerMutations(List<byte[]> seeds) {
    this.seeds = List.copyOf(seeds);
    this.octets = new Mutations(seeds, List.of());
  }

  @Override
  public byte[] next(RandomGenerator random) {
    DerTree tree = DerTree.read(octets.seed(random));
    do {
      change(tree, random);
    } while (random.nextInt(3) == 0);
    byte[] der = tree.encode();
    return random.nextInt(8) == 0 ? octets.mutated(der, random) : der;
  }

  private void change(DerTree tree, RandomGenerator random) {
    List<DerTree> all = tree.all();
    DerTree parent = all.get(random.nextInt(all.size()));
    if (parent.children.isEmpty()) {
      changeContent(parent, random);
      return;
    }
    int at = random.nextInt(parent.children.size());
    DerTree child = parent.children.get(at);
    switch (random.nextInt(9)) {
      case 0 -> parent.children.remove(at);
      case 1 -> parent.children.add(at, child.copy());
      case 2 -> parent.children.set(at, stranger(random).copy());
      case 3 -> parent.children.add(at, stranger(random).copy());
      case 4 -> parent.children.add(random.nextInt(at + 1), parent.children.remove(at));
      case 5 -> child.tag = TAGS[random.nextInt(TAGS.length)];
      case 6 -> parent.children.set(at, wrapped(child, random));
      case 7 -> child.lie = 1 + random.nextInt(DerTree.LIES);
      default -> many(parent, child, random);
    }
  }

  private void changeContent(DerTree leaf, RandomGenerator random) {
    switch (random.nextInt(8)) {
      case 0 -> leaf.content = new byte[0];
      case 1 -> leaf.tag = TAGS[random.nextInt(TAGS.length)];
      case 2 -> leaf.content = stranger(random).encode();
      default -> leaf.content = octets.mutated(leaf.content, random);
    }
  }

  /** An element of any of the seeds. */
  private DerTree stranger(RandomGenerator random) {
    List<DerTree> all = DerTree.read(octets.seed(random)).all();
    return all.get(random.nextInt(all.size()));
  }

  private static DerTree wrapped(DerTree inner, RandomGenerator random) {
    DerTree tree = inner;
    int tag = TAGS[random.nextInt(TAGS.length)];
    int levels = random.nextInt(16) == 0 ? random.nextInt(500) : 1 + random.nextInt(3);
    for (int level = 0; level < levels; level++) {
      tree = DerTree.of(tag, new ArrayList<>(List.of(tree)));
    }
    return tree;
  }

  private static void many(DerTree parent, DerTree child, RandomGenerator random) {
    int times = random.nextInt(32) == 0 ? random.nextInt(300) : random.nextInt(4);
    for (int i = 0; i < times; i++) {
      parent.children.add(child.copy());
    }
  }

  /** How many seeds there are, for tests of this class. */
  int size() {
    return seeds.size();
  }
}
