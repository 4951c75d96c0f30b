using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.State;

public class FdTableTests
{
    [Fact]
    public void Descriptors_are_found_by_number_in_whatever_order_they_came()
    {
        var table = new FdTable();
        long[] numbers = [5, 0, 3, -22, 1000, 4, 1];
        foreach (var fd in numbers)
        {
            Assert.True(table.Set(fd, File(fd)));
        }

        Assert.All(numbers, fd => Assert.Equal($"/{fd}", table.Find(fd)!.Name.ToString()));
        Assert.Null(table.Find(2));
        Assert.Equal(numbers.Order(), table.Entries.Select(e => e.Key));
    }

    [Theory]
    [InlineData(1L << 31)]
    [InlineData(long.MinValue)]
    public void A_number_that_no_kernel_gives_out_is_not_tracked(long fd)
    {
        var table = new FdTable();

        Assert.False(table.Set(fd, File(1)));

        Assert.Null(table.Find(fd));
        Assert.Equal(0, table.Count);
        table.Remove(fd);
    }

    [Fact]
    public void Random_changes_agree_with_a_dictionary()
    {
        var random = new Random(7);
        var tables = new List<(FdTable Table, Dictionary<long, FdInfo> Expected)> { (new FdTable(), []) };
        for (var i = 0; i < 20_000; i++)
        {
            var (table, expected) = tables[random.Next(tables.Count)];
            // Around the end of the numbers that have places of their own, and below zero.
            long fd = random.Next(-2, 100);
            switch (random.Next(10))
            {
                case < 5:
                    var info = File(i);
                    table.Set(fd, info);
                    expected[fd] = info;
                    break;
                case < 8:
                    table.Remove(fd);
                    expected.Remove(fd);
                    break;
                case 8 when tables.Count < 8:
                    var fork = table.Fork();
                    tables.Add((fork == FdTable.Empty ? new FdTable() : fork, new Dictionary<long, FdInfo>(expected)));
                    break;
                case 9:
                    table.RemoveWhere(Math.Abs(fd), static (n, _, limit) => Math.Abs(n) % 7 == limit % 7);
                    foreach (var n in expected.Keys.Where(n => Math.Abs(n) % 7 == Math.Abs(fd) % 7).ToArray())
                    {
                        expected.Remove(n);
                    }

                    break;
            }

            Assert.Equal(expected.Count, table.Count);
        }

        foreach (var (table, expected) in tables)
        {
            Assert.Equal(expected.OrderBy(e => e.Key), table.Entries);
        }
    }

    [Fact]
    public void One_may_be_set_in_the_place_of_another_on_the_way_through_a_table_that_a_fork_shares()
    {
        var table = new FdTable();
        long[] numbers = [-1, 0, 3, 63, 64, 255];
        foreach (var fd in numbers)
        {
            table.Set(fd, File(fd));
        }

        var fork = table.Fork();
        foreach (var (fd, info) in fork)
        {
            fork.Set(fd, info with { OpenFlags = 1 });
        }

        Assert.All(fork.Entries, entry => Assert.Equal(1u, entry.Value.OpenFlags));
        Assert.All(table.Entries, entry => Assert.Equal(0u, entry.Value.OpenFlags));
        Assert.Equal(numbers, fork.Entries.Select(entry => entry.Key));
        Assert.Equal(numbers, table.Entries.Select(entry => entry.Key));
    }

    [Fact]
    public void A_full_table_takes_no_more()
    {
        var table = new FdTable();
        for (var fd = 0; fd < FdTable.MaxCount; fd++)
        {
            table.Set(fd, File(fd));
        }

        Assert.False(table.Set(FdTable.MaxCount, File(0)));
        Assert.True(table.Set(3, File(3)));
    }

    private static FdInfo File(long number) => new() { Type = FdType.FileV2, Name = Utf8.From($"/{number}") };
}
