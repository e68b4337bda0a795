package org.certdrop.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * DER as a tree to be changed. An OCTET STRING or BIT STRING whose content is DER has it as a
 * child, as the values of extensions and the keys have.
 */
final class DerTree {
  /** How many ways there are to write a length that is not DER's. */
  static final int LIES = 5;

  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;

  int tag;
  byte[] content = {};
  final List<DerTree> children;

  /** 0 for the true length, else a kind of wrong one. */
  int lie;

  private DerTree(int tag, List<DerTree> children) {
    this.tag = tag;
    this.children = children;
  }

  static DerTree of(int tag, List<DerTree> children) {
    return new DerTree(tag, children);
  }

  /** Reads one valid value; the root's parent. */
  static DerTree read(byte[] der) {
    List<DerTree> values = values(der, 0, der.length);
    if (values == null) {
      throw new IllegalArgumentException("a seed is not DER");
    }
    return new DerTree(-1, values);
  }

  /** The values that fill a range; null if it does not hold DER. */
  private static List<DerTree> values(byte[] der, int start, int end) {
    List<DerTree> values = new ArrayList<>();
    int at = start;
    while (at < end) {
      int length = at + 1 < end ? der[at + 1] & 0xff : -1;
      int octets = length > 0x80 && length <= 0x83 ? length & 0x7f : 0;
      if (length < 0 || (length >= 0x80 && octets == 0) || at + 2 + octets > end) {
        return null;
      }
      if (octets > 0) {
        length = 0;
        for (int i = 0; i < octets; i++) {
          length = length << 8 | der[at + 2 + i] & 0xff;
        }
      }
      int content = at + 2 + octets;
      if (length > end - content) {
        return null;
      }
      values.add(value(der, at, content, content + length));
      at = content + length;
    }
    return values;
  }

  private static DerTree value(byte[] der, int at, int start, int end) {
    int tag = der[at] & 0xff;
    boolean holdsDer = (tag & 0x20) != 0 || tag == OCTET_STRING || tag == BIT_STRING;
    int inside = tag == BIT_STRING && start < end && der[start] == 0 ? start + 1 : start;
    List<DerTree> children = holdsDer && inside < end ? values(der, inside, end) : null;
    if (children == null) {
      DerTree leaf = new DerTree(tag, new ArrayList<>());
      leaf.content = Arrays.copyOfRange(der, start, end);
      return leaf;
    }
    DerTree tree = new DerTree(tag, children);
    // The unused bits of a BIT STRING stand before its children.
    tree.content = Arrays.copyOfRange(der, start, inside);
    return tree;
  }

  DerTree copy() {
    List<DerTree> copies = new ArrayList<>(children.size());
    children.forEach(child -> copies.add(child.copy()));
    DerTree copy = new DerTree(tag, copies);
    copy.content = content;
    copy.lie = lie;
    return copy;
  }

  /** This one and all below it. */
  List<DerTree> all() {
    List<DerTree> all = new ArrayList<>();
    collect(all);
    return all;
  }

  private void collect(List<DerTree> all) {
    all.add(this);
    children.forEach(child -> child.collect(all));
  }

  /** The DER, as far as the tree is. */
  byte[] encode() {
    ByteArrayOutputStream inside = new ByteArrayOutputStream(256);
    inside.writeBytes(content);
    children.forEach(child -> inside.writeBytes(child.encode()));
    if (tag < 0) {
      return inside.toByteArray();
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream(inside.size() + 8);
    value.write(tag);
    value.writeBytes(length(inside.size()));
    value.writeBytes(inside.toByteArray());
    if (lie == 1) {
      value.writeBytes(new byte[2]);
    }
    return value.toByteArray();
  }

  private byte[] length(int size) {
    return switch (lie) {
      case 1 -> new byte[] {(byte) 0x80};
      case 2 -> new byte[] {(byte) 0x84, 0x7f, -1, -1, -1};
      case 3 -> new byte[] {(byte) 0x88, 0x7f, -1, -1, -1, -1, -1, -1, -1};
      case 4 -> new byte[] {(byte) 0x83, 0, (byte) (size >> 8), (byte) size};
      case 5 -> minimal(size + 1);
      default -> minimal(size);
    };
  }

  private static byte[] minimal(int size) {
    if (size < 0x80) {
      return new byte[] {(byte) size};
    }
    if (size < 0x100) {
      return new byte[] {(byte) 0x81, (byte) size};
    }
    return size < 0x10000
        ? new byte[] {(byte) 0x82, (byte) (size >> 8), (byte) size}
        : new byte[] {(byte) 0x83, (byte) (size >> 16), (byte) (size >> 8), (byte) size};
  }
}
