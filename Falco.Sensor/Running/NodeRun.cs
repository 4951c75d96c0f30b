using Falco.Actors.Cluster;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;

namespace Falco.Sensor.Running;

/// <summary>A node of a cluster that reads no events itself: it evaluates those of sensors, or stores alerts and sends them to the outputs.</summary>
internal sealed class NodeRun(FalcoConfiguration configuration, RuleSet rules, AlertOutputs outputs, Action leave) : IEventRun
{
    /// <exception cref="ConfigurationException">Something of the pipeline's settings cannot be used.</exception>
    public async Task<Exception?> Run(Task ended)
    {
        var pipeline = RunPipeline.Start(configuration, rules, outputs, captures: null, leave);
        await using (pipeline.ConfigureAwait(false))
        {
            Log.Info("This node has no sensor: it works for those of the cluster");
            try
            {
                await pipeline.Serve(ended).ConfigureAwait(false);
                return null;
            }
            catch (ClusterException e)
            {
                return e;
            }
        }
    }
}
