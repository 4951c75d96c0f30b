using Falco.Actors.Cluster;
using Falco.Actors.Hosting;
using Falco.Lighthouse;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

var hocon = Environment.GetEnvironmentVariable("FALCO_HOCON");
try
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.Logging.ClearProviders();
    builder.Logging.AddSerilog(
        new LoggerConfiguration()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .WriteTo.Console(outputTemplate: "{Timestamp:O} {Level:u3} {Message:lj}{NewLine}{Exception}", formatProvider: null)
            .CreateLogger(),
        dispose: true);
    builder.Services.AddLighthouse(string.IsNullOrEmpty(hocon) ? null : hocon);
    using var host = builder.Build();
    await host.RunAsync().ConfigureAwait(false);
    return 0;
}
catch (Exception e) when (e is HoconException or ClusterException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
