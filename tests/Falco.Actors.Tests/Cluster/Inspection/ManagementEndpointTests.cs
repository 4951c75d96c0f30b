using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Falco.Actors.Alerts;
using Falco.Actors.Cluster.Inspection;
using Falco.Actors.Cluster.Inspection.Endpoint;
using Falco.Actors.Cluster.Inspection.Reports;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Xunit;

namespace Falco.Actors.Tests.Cluster.Inspection;

/// <summary>A node without a cluster, asked over HTTP as people do.</summary>
public sealed class ManagementEndpointTests : TestKit
{
    private readonly HttpClient _http = new();

    [Fact]
    public async Task A_node_without_a_store_shows_its_last_alerts_and_how_many_there_were_of_each_rule()
    {
        var node = Start();
        for (ulong number = 1; number <= 300; number++)
        {
            InspectedParts.Of(Sys).Tail!.Add(new AlertId("s", 1, number, "rule"), AlertOf(number));
        }

        var alerts = (await Get<InspectionReport>(node, "/cluster/alerts?limit=2")).Nodes[0].Alerts!;
        Assert.Equal(300, alerts.Rules!["rule"]);
        Assert.Equal([300UL, 299UL], alerts.Recent.Select(alert => alert.Event));
        Assert.Empty((await Get<InspectionReport>(node, "/cluster/alerts?rule=other")).Nodes[0].Alerts!.Recent);
    }

    [Theory]
    [InlineData("GET", "/cluster/members", null, HttpStatusCode.Conflict, "in no cluster")]
    [InlineData("GET", "/", null, HttpStatusCode.NotFound, "/cluster/members")]
    [InlineData("GET", "/cluster/tree", null, HttpStatusCode.BadRequest, "Which tree")]
    [InlineData("GET", "/cluster/tree?id=nothing", null, HttpStatusCode.NotFound, "No tree nothing")]
    [InlineData("GET", "/cluster/alerts?limit=-1", null, HttpStatusCode.BadRequest, "limit")]
    [InlineData("POST", "/cluster/trees", "secret", HttpStatusCode.MethodNotAllowed, "GET")]
    [InlineData("POST", "/cluster/leave", null, HttpStatusCode.Unauthorized, "takes the node's token")]
    [InlineData("POST", "/cluster/down?node=x", "wrong", HttpStatusCode.Forbidden, "not that of this node")]
    [InlineData("POST", "/cluster/leave", "secret", HttpStatusCode.Conflict, "in no cluster")]
    public async Task What_cannot_be_answered_is_refused_with_a_reason(string method, string path, string? token, HttpStatusCode status, string why)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Start(), path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(why, JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), InspectionJson.Default.MessageReport)!.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_end_is_refused()
    {
        using var response = await _http.GetAsync(new Uri(Start(), $"/cluster/tree?id={new string('a', 2000)}"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_shown_as_such_and_not_waited_for()
    {
        // In the inspector's place stands one who never says anything.
        var node = Start(hasInspector: false);
        Sys.ActorOf(Props.Create<Silent>(), InspectorActor.Name);
        var report = await Get<InspectionReport>(node, "/cluster/sensors").WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("does not answer within", Assert.Single(report.Nodes).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_in_many_parts_is_put_together()
    {
        var node = Start();
        var tail = InspectedParts.Of(Sys).Tail!;
        for (ulong number = 1; number <= 200; number++)
        {
            tail.Add(new AlertId("s", 1, number, "rule"), AlertOf(number, new string('x', 1000)));
        }

        var alerts = (await Get<InspectionReport>(node, "/cluster/alerts?limit=200")).Nodes[0].Alerts!;
        Assert.True(200 * 1000 > 3 * InspectionPart.MaxLength);
        Assert.Equal(Enumerable.Range(1, 200).Reverse().Select(number => (ulong)number), alerts.Recent.Select(alert => alert.Event));
        Assert.All(alerts.Recent, alert => Assert.Equal(1000, alert.Message.Length));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _http.Dispose();
    }

    private static Alert AlertOf(ulong number, string message = "message") => new()
    {
        EventNumber = number,
        Timestamp = number,
        Rule = "rule",
        RuleIndex = 0,
        Priority = Priority.Warning,
        Source = "syscall",
        Tags = [],
        Message = Encoding.UTF8.GetBytes(message),
        FieldsJson = default,
    };

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    private Uri Start(bool hasInspector = true)
    {
        var settings = new ManagementSettings
        {
            Host = IPAddress.Loopback, Port = 0, Token = "secret", Deadline = TimeSpan.FromMilliseconds(hasInspector ? 20_000 : 200), IsRequired = true,
        };
        if (hasInspector)
        {
            var said = "";
            Actors.Cluster.Inspection.Inspection.Start(Sys, "node", settings, null, (_, text) => said = text);
            return new Uri($"http://{said[(said.LastIndexOf(' ') + 1)..]}");
        }

        return new Uri($"http://127.0.0.1:{ManagementEndpoint.Start(Sys, settings).Port}");
    }

    private async Task<T> Get<T>(Uri node, string path)
        => (T)JsonSerializer.Deserialize(await _http.GetStringAsync(new Uri(node, path)), typeof(T), InspectionJson.Default)!;
}
