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
            """);

        Assert.Equal(["/one.sock", "/two.sock"], settings.DockerSockets);
        Assert.Equal([], settings.PodmanSockets);
        Assert.Equal((20, true, false, true), (settings.MaxLabelLength, settings.WithSize, settings.OnCreate, settings.OnStart));
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
