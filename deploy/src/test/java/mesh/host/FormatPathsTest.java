// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredInterface;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.lock.Reach;
import mesh.model.Format;
import mesh.model.KeyPolicy.Custody;
import mesh.model.OperatingSystem;
import mesh.name.MeshName;
import mesh.net.InterfaceAddress;
import mesh.net.Mtu;
import mesh.net.Port;
import mesh.render.Renderers;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormatPathsTest {
    @ParameterizedTest
    @EnumSource
    void areWhatTheFormatWrites(Format format) {
        OperatingSystem os = format.runsOn(OperatingSystem.OPENBSD) ? OperatingSystem.OPENBSD : OperatingSystem.LINUX;
        Reach reach = Samples.reach(os, format);
        DesiredHost host = new DesiredHost(new MeshName("m"), Samples.HOST, reach,
                new DesiredInterface(reach.interfaceName(), Optional.of(Samples.OWN), Custody.HOST, new Port(51820),
                        new Mtu(1420), List.of(InterfaceAddress.parse("100.64.0.1/24"))),
                List.of(), List.of());
        assertThat(new Renderers().render(host).files()).filteredOn(file -> file.content() instanceof FileContent.Text)
                .extracting(HostFile::path).containsExactlyInAnyOrderElementsOf(FormatPaths.of(reach));
    }
}
