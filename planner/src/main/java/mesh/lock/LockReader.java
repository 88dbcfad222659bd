// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

import mesh.key.PublicKey;
import mesh.key.RelayKey;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.net.IpV4;
import mesh.net.IpV6;
import mesh.net.Port;
import mesh.spec.SpecSource;
import mesh.tls.Certificate;
import mesh.tls.CertificatePin;
import mesh.value.ValueFormatException;

/** Reads what {@link LockWriter} writes, and finds everything wrong with it in one run. */
final class LockReader {
    private static final Set<String> TOMBSTONE_KEYS = Set.of("ipv4", "ipv6", "public-key", "os", "format", "interface",
            "protected",
            "ssh", "ssh-become", "ssh-jump", "ssh-identity");

    private final SpecSource source;
    private final LockProblems problems;
    private final LockTree tree;
    private final UniqueValues unique;

    LockReader(SpecSource source) {
        this.source = source;
        this.problems = new LockProblems(source);
        this.tree = new LockTree(problems);
        this.unique = new UniqueValues(problems);
    }

    UnclaimedLock read() {
        Map<String, NodeTuple> root = tree.root(source.text());
        problems.throwIfAny();
        LockBlock top = new LockBlock(tree, problems, root.values().iterator().next().getKeyNode(), "", root);
        Optional<MeshName> mesh = LockHead.mesh(top, problems);
        problems.throwIfAny();
        checkEnd();
        problems.throwIfAny();
        top.allowOnly(Set.of("format", "mesh", "authorities", "nodes", "removed"));
        SortedMap<NodeName, LockedNode> nodes = section(top, "nodes", this::node);
        SortedMap<NodeName, Tombstone> removed = section(top, "removed", this::tombstone);
        List<Certificate> authorities = top.values("authorities", Certificate::parse);
        problems.throwIfAny();
        return new UnclaimedLock(new Lockfile(mesh.orElseThrow(), nodes, removed, authorities), source,
                top.node("mesh").orElseThrow().getStartMark());
    }

    /** A file cut off between two lines is YAML all the same; only its last line tells. */
    private void checkEnd() {
        List<String> lines = source.text().stripTrailing().lines().toList();
        if (!lines.getLast().equals(LockCodec.END)) {
            problems.add(LockProblemId.CUT_OFF, new Mark("", 0, lines.size() - 1, 0, new int[0], 0), "",
                    "the lock is cut off: its last line is not '" + LockCodec.END + "'",
                    "restore it from git: git checkout " + source.name());
        }
    }

    private <T> SortedMap<NodeName, T> section(LockBlock top, String name, BiFunction<NodeName, LockBlock, T> read) {
        SortedMap<NodeName, T> blocks = new TreeMap<>();
        Map<String, NodeTuple> entries = top.node(name).map(node -> tree.entries(node, name)).orElse(Map.of());
        entries.forEach((text, tuple) -> {
            Node key = tuple.getKeyNode();
            String path = LockTree.join(name, text);
            try {
                NodeName node = new NodeName(text);
                Map<String, NodeTuple> inner = tree.entries(tuple.getValueNode(), path);
                blocks.put(node, read.apply(node, new LockBlock(tree, problems, key, path, inner)));
            } catch (ValueFormatException malformed) {
                problems.add(LockProblemId.BAD_NAME, key.getStartMark(), name, LockTree.explain(malformed),
                        "restore the line from git, or delete the block and run mesh lock");
            }
        });
        return blocks;
    }

    private LockedNode node(NodeName name, LockBlock block) {
        block.allowOnly(withKeyAndPort());
        List<IpAddress> addresses = addresses(block);
        Optional<LockedKey> key = key(block);
        return new LockedNode(addresses, block.value("port", Port::parse), key, ReachReader.read(block),
                block.value("preshared-epoch", LockHead::count), relay(block),
                block.value("certificate", Certificate::parse), relayKey(block, "agent-key"));
    }

    private Optional<LockedRelay> relay(LockBlock block) {
        Optional<CertificatePin> pin = block.value("relay-pin", CertificatePin::parse);
        if (pin.isPresent()) {
            block.required("relay-key", RelayKey::parse);
        }
        return relayKey(block, "relay-key").map(value -> new LockedRelay(value, pin));
    }

    private Optional<RelayKey> relayKey(LockBlock block, String line) {
        Optional<RelayKey> key = block.value(line, RelayKey::parse);
        key.ifPresent(value -> unique.claim(LockProblemId.DUPLICATE_PUBLIC_KEY, value.hex(), block, line));
        return key;
    }

    private Optional<LockedKey> key(LockBlock block) {
        Optional<PublicKey> publicKey = publicKey(block, "public-key");
        Optional<PublicKey> next = publicKey(block, "next-key");
        Optional<PublicKey> former = publicKey(block, "former-key");
        if (publicKey.isEmpty()) {
            if (next.isPresent() || former.isPresent()) {
                block.required("public-key", PublicKey::parse);
            }
            return Optional.empty();
        }
        Optional<Integer> generation = block.required("key-generation", LockHead::count);
        return block.required("key-since", LockHead::date).flatMap(
                since -> generation.map(count -> new LockedKey(publicKey.get(), count, since, next, former)));
    }

    private static Set<String> withKeyAndPort() {
        Set<String> keys = new java.util.HashSet<>(TOMBSTONE_KEYS);
        keys.addAll(Set.of("key-generation", "key-since", "next-key", "former-key", "preshared-epoch", "certificate",
                "port",
                "relay-key", "relay-pin", "agent-key"));
        return keys;
    }

    private Tombstone tombstone(NodeName name, LockBlock block) {
        block.allowOnly(TOMBSTONE_KEYS);
        return new Tombstone(addresses(block), block.value("public-key", PublicKey::parse), ReachReader.read(block));
    }

    private List<IpAddress> addresses(LockBlock block) {
        List<IpAddress> addresses = new ArrayList<>();
        block.value("ipv4", IpV4::parse).ifPresent(addresses::add);
        block.value("ipv6", IpV6::parse).ifPresent(addresses::add);
        for (IpAddress address : addresses) {
            unique.claim(LockProblemId.DUPLICATE_ADDRESS, address.toString(), block, address.isV6() ? "ipv6" : "ipv4");
        }
        return addresses;
    }

    private Optional<PublicKey> publicKey(LockBlock block, String line) {
        Optional<PublicKey> key = block.value(line, PublicKey::parse);
        key.ifPresent(value -> unique.claim(LockProblemId.DUPLICATE_PUBLIC_KEY, value.base64(), block, line));
        return key;
    }
}
