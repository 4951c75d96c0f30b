using Falco.Engine.State;
using Falco.Sensor.Configuration;
using Xunit;

namespace Falco.Sensor.Tests.Configuration;

/// <summary>init_config of the container plugin says where metadata of containers come from.</summary>
public sealed class ContainerSettingsTests
{
    [Fact]
    public void Without_settings_there_are_those_of_the_plugin()
    {
        var settings = Read("load_plugins: []");

        Assert.Equal(["/var/run/docker.sock"], settings.DockerSockets);
        Assert.Null(settings.PodmanSockets);
        Assert.Equal(
            ["/run/containerd/containerd.sock", "/run/crio/crio.sock", "/run/k3s/containerd/containerd.sock", "/run/host-containerd/containerd.sock"],
            settings.CriSockets);
        Assert.Equal(["/run/host-containerd/containerd.sock"], settings.ContainerdSockets);
        Assert.Equal((100, false, true, false), (settings.MaxLabelLength, settings.WithSize, settings.OnCreate, settings.OnStart));
    }

    [Fact]
    public void Engines_are_turned_off_and_looked_for_elsewhere()
    {
        var settings = Read("""
            plugins:
              - name: json
                library_path: libjson.so
                init_config: {label_max_len: 1}
              - name: container
                library_path: libcontainer.so
                init_config:
                  label_max_len: 20
                  with_size: true
                  hooks: [start]
                  engines:
                    docker: {enabled: true, sockets: [/one.sock, /two.sock]}
                    podman: {enabled: false, sockets: [/three.sock]}
                    cri: {enabled: true, sockets: [/four.sock]}
                    containerd: {enabled: false}
            """);

        Assert.Equal(["/one.sock", "/two.sock"], settings.DockerSockets);
        Assert.Equal([], settings.PodmanSockets);
        Assert.Equal(["/four.sock"], settings.CriSockets);
        Assert.Equal([], settings.ContainerdSockets);
        Assert.Equal((20, true, false, true), (settings.MaxLabelLength, settings.WithSize, settings.OnCreate, settings.OnStart));
    }

    [Fact]
    public void Engines_that_are_off_have_no_containers_and_the_static_one_has_all()
    {
        var engines = Read("""
            plugins:
              - name: container
                library_path: libcontainer.so
                init_config:
                  engines:
                    lxc: {enabled: false}
                    libvirt_lxc: {enabled: false}
                    static: {enabled: true, container_id: task, container_name: web, container_image: "nginx:1"}
            """).Engines;

        Assert.Equal(
            new ContainerEngines { Lxc = false, LibvirtLxc = false, Static = new StaticContainer("task", "web", "nginx:1") }, engines);
    }

    [Fact]
    public void Settings_may_be_a_text_of_JSON()
    {
        var settings = Read("""
            plugins:
              - name: container
                library_path: /usr/share/falco/plugins/libcontainer.so
                init_config: '{"engines": {"docker": {"enabled": true, "sockets": []}, "podman": {"enabled": true, "sockets": ["/p.sock"]}}}'
            """);

        Assert.Equal(["/var/run/docker.sock"], settings.DockerSockets);
        Assert.Equal(["/p.sock"], settings.PodmanSockets);
    }

    [Fact]
    public void A_text_that_is_none_is_an_error_that_says_where()
    {
        var error = Assert.Throws<ConfigurationException>(() => Read("""
            plugins:
              - name: container
                library_path: libcontainer.so
                init_config: '{"engines": '
            """));

        Assert.Contains("falco.yaml:4:18 (init_config)", error.Message, StringComparison.Ordinal);
    }

    private static ContainerSettings Read(string yaml) => ContainerSettings.Read(ConfigReader.Read(yaml, "falco.yaml"));
}
