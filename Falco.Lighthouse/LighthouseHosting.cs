using Akka.Hosting;
using Falco.Actors.Cluster;
using Falco.Actors.Cluster.Inspection;
using Falco.Actors.Hosting;
using Falco.Engine.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Falco.Lighthouse;

/// <summary>The Lighthouse as a hosted service: it joins when the host starts and leaves the cluster when the host is told to stop (SIGTERM, SIGINT).</summary>
internal static class LighthouseHosting
{
    /// <summary>Adds the Lighthouse.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="hoconFile">A HOCON file with settings that differ from hocon/lighthouse.conf; null where there is none.</param>
    /// <exception cref="HoconException">Something in the file or in CLUSTER_IP, CLUSTER_PORT and CLUSTER_SEEDS cannot be used.</exception>
    /// <exception cref="ClusterException">It cannot listen where it has to.</exception>
    public static IServiceCollection AddLighthouse(this IServiceCollection services, string? hoconFile)
    {
        var node = LighthouseConfig.Load(hoconFile);
        ListenAddress.Check(node.Settings);
        var tls = node.Settings.Tls is { } settings ? NodeTls.Setup(settings) : null;
        return services.AddAkka(node.Settings.System, (builder, provider) => (tls is null ? builder : builder.AddSetup(tls))
            .AddHocon(node.Config, HoconAddMode.Replace)
            .AddStartup((system, _) =>
            {
                var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger("Lighthouse");
                // Akka's messages number their arguments, which loggers of .NET take for names, and put them into other places.
                PipelineLogWriter.AddTo(system, (priority, text) => log.Log(LevelOf(priority), "{Text}", text));
                Inspection.Start(
                    system,
                    node.Name,
                    node.Management,
                    provider.GetRequiredService<IHostApplicationLifetime>().StopApplication,
                    (isWarning, text) => log.Log(isWarning ? LogLevel.Warning : LogLevel.Information, "{Text}", text));
                ClusterMembership.Join(system, node.Settings);
            }));
    }

    private static LogLevel LevelOf(Priority priority) => priority switch
    {
        <= Priority.Error => LogLevel.Error,
        Priority.Warning => LogLevel.Warning,
        <= Priority.Informational => LogLevel.Information,
        _ => LogLevel.Debug,
    };
}
