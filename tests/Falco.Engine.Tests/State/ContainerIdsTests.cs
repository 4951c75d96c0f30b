using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.State;

public class ContainerIdsTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Short = "0123456789ab";

    [Theory]
    [InlineData("/docker/" + Hex)]
    [InlineData("/system.slice/docker-" + Hex + ".scope")]
    [InlineData("/kubepods/besteffort/pod1a2b/" + Hex)]
    [InlineData("/kubepods.slice/kubepods-pod1.slice/cri-containerd-" + Hex + ".scope")]
    [InlineData("/system.slice/containerd.service/kubepods-pod1.slice:cri-containerd:" + Hex)]
    [InlineData("/kubepods.slice/crio-" + Hex + ".scope")]
    [InlineData("/kubepods/pod1/crio-" + Hex)]
    [InlineData("/system.slice/nerdctl-" + Hex + ".scope")]
    [InlineData("/machine.slice/libpod-" + Hex + ".scope")]
    [InlineData("/machine.slice/libpod-" + Hex + ".scope/container")]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + Hex + ".scope")]
    [InlineData("/libpod_parent/libpod-" + Hex)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice/libpod-payload-" + Hex)]
    [InlineData("/ecs/task/" + Hex)]
    public void Long_ids_are_shortened(string path) => Assert.Equal((Short, ContainerType.Unknown), Match(path));

    [Theory]
    [InlineData("/default/redis", "redis")]
    [InlineData("/default/a-rather-long-name", "a-rather-lon")]
    [InlineData("/k8s.io/sandbox", "sandbox")]
    public void Containers_of_containerds_own_client_have_any_name(string path, string id)
        => Assert.Equal((id, ContainerType.Unknown), Match(path));

    [Theory]
    [InlineData("/lxc/web", "web")]
    [InlineData("/lxc.payload/web", "web")]
    [InlineData(@"/machine.slice/machine-lxc\x2d7\x2dweb.scope/libvirt", @"machine-lxc\")]
    [InlineData("/system.slice/some.service/child", "some.service")]
    public void What_looks_like_containerds_is_taken_for_it_as_in_Falco(string path, string id)
        => Assert.Equal((id, ContainerType.Unknown), Match(path));

    [Theory]
    [InlineData("/lxc/web/init.scope", "web", ContainerType.Lxc)]
    [InlineData("/lxc.payload.web/system.slice", "web", ContainerType.Lxc)]
    [InlineData(@"/machine.slice/machine-lxc\x2d7\x2dweb.scope", @"7\x2dweb", ContainerType.LibvirtLxc)]
    [InlineData("/web.libvirt-lxc", "web", ContainerType.LibvirtLxc)]
    [InlineData("/bpm-job.worker", "job.worker", ContainerType.Bpm)]
    [InlineData("/bpm-job.scope", "job", ContainerType.Bpm)]
    public void Some_engines_are_known_by_the_path_alone(string path, string id, int type) => Assert.Equal((id, type), Match(path));

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("/init.scope")]
    [InlineData("/user.slice/user-1000.slice/session-3.scope")]
    [InlineData("/system.slice/sshd.service")]
    [InlineData("/docker")]
    public void The_rest_is_the_host(string path) => Assert.Equal(("", 0), Match(path));

    [Fact]
    public void The_first_cgroup_with_an_id_counts()
    {
        var match = new ContainerIds().Match(Utf8.From($"cpuset=/\0cpu=/docker/{Hex}\0memory=/lxc/web\0"));
        Assert.Equal(Short, match.Id.ToString());
    }

    [Fact]
    public void Containers_of_engines_that_are_off_are_no_containers()
    {
        var off = new ContainerEngines { Podman = false, Docker = false, Cri = false, Containerd = false, Lxc = false, LibvirtLxc = false, Bpm = false };
        Assert.Equal(("", 0), Match($"/docker/{Hex}", off));
        Assert.Equal(("", 0), Match($"/machine.slice/libpod-{Hex}.scope", off));
        Assert.Equal(("", 0), Match("/lxc.payload.web/system.slice", off));
        Assert.Equal((Short, ContainerType.Unknown), Match($"/kubepods.slice/crio-{Hex}.scope", off with { Cri = true }));
        Assert.Equal((Short, ContainerType.Unknown), Match($"/docker/{Hex}", off with { Cri = true }));
        Assert.Equal(("redis", ContainerType.Unknown), Match("/default/redis", off with { Containerd = true }));
        Assert.Equal(("job", ContainerType.Bpm), Match("/bpm-job.scope", off with { Bpm = true }));
    }

    [Theory]
    [InlineData("nginx", "nginx", "", "")]
    [InlineData("host:5000/shop/nginx:1.27", "host:5000/shop/nginx", "1.27", "")]
    [InlineData("host/nginx@sha256:b9ff", "host/nginx", "", "sha256:b9ff")]
    public void The_static_engine_puts_all_processes_into_one_container(string image, string repository, string tag, string digest)
    {
        var ids = new ContainerIds(new ContainerEngines { Static = new StaticContainer("task", "web", image) });

        Assert.Equal("task", ids.Match(default).Id.ToString());
        var container = ids.Describe(ids.Match(Utf8.From($"cpu=/docker/{Hex}\0")));
        Assert.Equal(("task", ContainerType.Static, "web"), ($"{container.Id}", container.Type, $"{container.Name}"));
        Assert.Equal(
            [image, repository, tag, digest],
            [$"{container.Image}", $"{container.ImageRepository}", $"{container.ImageTag}", $"{container.ImageDigest}"]);
    }

    private static (string Id, int Type) Match(string path, ContainerEngines? engines = null)
    {
        var match = new ContainerIds(engines).Match(Utf8.From($"cpu={path}\0"));
        return (match.Id.ToString(), match.Type);
    }
}
