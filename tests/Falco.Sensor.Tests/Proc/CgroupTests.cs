using System.Text;
using Falco.Sensor.Proc;
using Xunit;

namespace Falco.Sensor.Tests.Proc;

public sealed class CgroupTests : IDisposable
{
    private readonly FakeProc _proc = new();

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void Groups_of_version_1_have_a_path_for_each_controller()
    {
        _proc.Write($"{_proc.AddProcess(4)}/cgroup", "9:name=systemd:/a:b\n3:cpu,cpuacct:/docker/77\n0::/ignored\n");

        Assert.Equal(["name=systemd=/a:b", "cpu=/docker/77", "cpuacct=/docker/77"], Groups(4));
    }

    [Fact]
    public void Groups_of_version_2_have_the_path_of_the_nearest_group_where_the_controller_is_on()
    {
        AddMachine("cgroup2", "");
        _proc.Write("proc/1/root/sys/fs/cg/cgroup.controllers", "cpuset cpu io memory\n");
        _proc.Write("proc/1/root/sys/fs/cg/user/cgroup.controllers", "cpu memory\n");
        _proc.Write("proc/1/root/sys/fs/cg/user/job/cgroup.controllers", "memory\n");
        _proc.Write($"{_proc.AddProcess(4)}/cgroup", "0::/user/job\n");

        Assert.Equal(["memory=/user/job", "cpu=/user", "cpuset=/", "io=/"], Groups(4));
    }

    [Fact]
    public void Sensor_in_a_container_sees_the_paths_of_the_machine()
    {
        AddMachine("cgroup2", "");
        _proc.Link("proc/self/ns/cgroup", "cgroup:[2]");
        _proc.Write("proc/1/root/sys/fs/cg/cgroup.controllers", "memory\n");
        _proc.Write("proc/1/root/sys/fs/cg/cgroup.procs", "1\n");
        _proc.Write("proc/1/root/sys/fs/cg/pods/falco/cgroup.controllers", "memory\n");
        _proc.Write("proc/1/root/sys/fs/cg/pods/falco/cgroup.procs", $"{Environment.ProcessId}\n");
        _proc.Write("proc/1/root/sys/fs/cg/pods/cgroup.procs", "");
        _proc.Write("proc/1/root/sys/fs/cg/pods/app/cgroup.controllers", "memory\n");
        _proc.Write($"{_proc.AddProcess(4)}/cgroup", "0::/../app\n");
        _proc.Write($"{_proc.AddProcess(5)}/cgroup", "0::/\n");

        Assert.Equal(["memory=/pods/app"], Groups(4));
        Assert.Equal(["memory=/pods/falco"], Groups(5));
    }

    [Fact]
    public void Sensor_in_a_container_sees_the_paths_of_version_1_too()
    {
        AddMachine("cgroup", "rw,relatime,memory");
        _proc.Link("proc/self/ns/cgroup", "cgroup:[2]");
        _proc.Write("proc/1/root/sys/fs/cg/cgroup.procs", "1\n");
        _proc.Write("proc/1/root/sys/fs/cg/docker/falco/cgroup.procs", $"{Environment.ProcessId}\n");
        _proc.Write("proc/1/root/sys/fs/cg/docker/cgroup.procs", "");
        _proc.Write($"{_proc.AddProcess(4)}/cgroup", "4:memory:/../77\n");

        Assert.Equal(["memory=/docker/77"], Groups(4));
    }

    [Theory]
    [InlineData("/a/b", "/", "/a/b")]
    [InlineData("/a/b", "/c", "/a/b/c")]
    [InlineData("/a/b", "/../c", "/a/c")]
    [InlineData("/a/b", "/../..", "/")]
    [InlineData("/a/b", "/../../../..", "/")]
    [InlineData("/a/b", "/..c", "/a/b/..c")]
    [InlineData("/", "/", "/")]
    public void Path_goes_up_and_down_from_the_sensors_group(string group, string path, string expected)
        => Assert.Equal(expected, Encoding.UTF8.GetString(CgroupHierarchy.Join(Encoding.UTF8.GetBytes(group), Encoding.UTF8.GetBytes(path))));

    [Fact]
    public void Groups_without_end_are_cut_off_at_a_whole_one()
    {
        _proc.Write($"{_proc.AddProcess(4)}/cgroup", string.Concat(Enumerable.Range(1, 30).Select(i => $"{i}:c{i}:/{new string('x', 200)}\n")));

        var groups = Groups(4);

        Assert.InRange(groups.Sum(group => group.Length + 1), 3500, 4096);
        Assert.All(groups[..^1], group => Assert.EndsWith("=/" + new string('x', 200), group));
    }

    private void AddMachine(string type, string options)
    {
        _proc.AddProcess(1);
        File.Delete(_proc.Path("proc/1/root"));
        _proc.Write("proc/1/mounts", $"proc /proc proc rw 0 0\n{type} /sys/fs/cg {type} {options} 0 0\n");
        _proc.Link("proc/1/ns/cgroup", "cgroup:[1]");
        _proc.Link("proc/self/ns/cgroup", "cgroup:[1]");
    }

    private string[] Groups(int pid) => FakeProc.Strings(_proc.Process(pid).Cgroups);
}
