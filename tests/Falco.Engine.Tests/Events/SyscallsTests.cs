using Falco.Engine.Events;
using Xunit;

namespace Falco.Engine.Tests.Events;

public sealed class SyscallsTests
{
    [Fact]
    public void Every_system_call_is_at_its_number()
    {
        for (var i = 0; i < Syscalls.All.Length; i++)
        {
            Assert.Equal(i, Syscalls.All[i].Number);
        }
    }

    [Theory]
    [InlineData(3, "read")]
    [InlineData(453, "rseq_slice_yield")]
    [InlineData(0, "unknown")]
    [InlineData(9999, "unknown")]
    [InlineData(-1, "unknown")]
    public void Numbers_have_names(int number, string name) => Assert.Equal(name, Syscalls.NameOf(number).ToString());

    [Fact]
    public void Native_numbers_lead_to_portable_ones()
    {
        Assert.Equal("execve", Syscalls.NameOf(Syscalls.FromX64(59)).ToString());
        Assert.Equal(0, Syscalls.FromX64(511));
        Assert.Equal(0, Syscalls.FromX64(60000));
    }
}
