// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.lab.LabException;
import mesh.lab.LabHost;
import mesh.lab.LabWait;

/** A host that is a relay and a STUN server. */
public final class SceneRelay {

    private static final String HOME = "/var/lib/relay";

    private static final Pattern INIT = Pattern.compile("\"public-key\":\"([0-9a-f]{64})\",\"pin\":\"([^\"]+)\"");

    private final LabHost host;
    private final AgentProgram program;
    private final String publicKey;
    private final String pin;
    private String pid = "";

    private SceneRelay(LabHost host, AgentProgram program, String publicKey, String pin) {
        this.host = host;
        this.program = program;
        this.publicKey = publicKey;
        this.pin = pin;
    }

    /** Prepares and starts one that lets these relay keys in. */
    static SceneRelay start(LabHost host, AgentProgram program, List<String> clients) {
        install(host, program);
        String made = host.run("mkdir -p " + HOME + " && "
                + program.line("relay --init " + HOME + " --name " + host.address())).orThrow();
        Matcher values = INIT.matcher(made);
        if (!values.find()) {
            throw new LabException("relay --init said: " + made);
        }
        host.put(HOME + "/admit", "0644", String.join("\n", clients) + "\n");
        host.put(HOME + "/relay.json", "0644", """
                {"listen": ["0.0.0.0:443"], "stun": ["0.0.0.0:3478"], "identity": "relay.key", "admit": "admit",
                 "tls": {"mode": "self-signed", "certificate": "certificate.pem", "key": "certificate.key"},
                 "ready": "ready"}
                """);
        SceneRelay relay = new SceneRelay(host, program, values.group(1), values.group(2));
        relay.start();
        return relay;
    }

    static void install(LabHost host, AgentProgram program) {
        try {
            Files.createDirectories(host.root().resolve("opt"));
            Files.copy(program.jar(), host.root().resolve(AgentProgram.installed().substring(1)));
        } catch (IOException e) {
            throw new LabException("cannot install the agent on " + host.name(), e);
        }
    }

    /** Starts it, and waits until it is ready. */
    public void start() {
        pid = host.run("cd " + HOME + " && rm -f ready && " + program.line("relay --config relay.json")
                + " >>relay.log 2>&1 & echo $!").orThrow().strip();
        LabWait.until("relay " + host.name(),
                () -> Files.exists(host.root().resolve(HOME.substring(1)).resolve("ready")));
    }

    /** Ends it without a word, and waits until it is gone. */
    public void kill() {
        host.run("kill -9 " + pid + "; while kill -0 " + pid + " 2>/dev/null; do sleep 0.02; done");
    }

    /** Lets it be half open: its connections stay, and nothing answers. */
    public void freeze() {
        host.run("kill -STOP " + pid).orThrow();
    }

    public void thaw() {
        host.run("kill -CONT " + pid).orThrow();
    }

    /** No STUN question gets to it. */
    public void silenceStun() {
        host.run("nft -f -",
                "table inet silent { chain in { type filter hook input priority 0; udp dport 3478 drop; }; }\n")
                .orThrow();
    }

    public void letStun() {
        host.run("nft delete table inet silent").orThrow();
    }

    public LabHost host() {
        return host;
    }

    /** Its object in an agent's configuration. */
    String json() {
        return "{\"name\": \"%s\", \"endpoint\": \"%s:443\", \"stun-port\": 3478, \"public-key\": \"%s\", \"pin\": \"%s\"}"
                .formatted(host.name(), host.address(), publicKey, pin);
    }
}
