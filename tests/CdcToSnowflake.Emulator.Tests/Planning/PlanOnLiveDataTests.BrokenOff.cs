using CdcToSnowflake.Model;

namespace CdcToSnowflake.Emulator.Tests.Planning;

public sealed partial class PlanOnLiveDataTests
{
    [Theory]
    [InlineData("brand", false)]
    [InlineData("table", false)]
    [InlineData("table", true)]
    [InlineData("column", false)]
    [InlineData("column", true)]
    [InlineData("widen", false)]
    [InlineData("rename", false)]
    [InlineData("rename", true)]
    [InlineData("drop", false)]
    public async Task ChangeBrokenOffAfterEveryStepOfIt_WithRowsOnTheirWay_LosesNoneAndEndsWithNothingToPlan(string change, bool inProcedures)
    {
        _options = inProcedures ? InProcedures : _options;
        var late = _sources[1];
        _sources = change == "brand" ? [_sources[0]] : _sources;
        await ApplyAsync();
        await FlowAsync(2);
        string[] columns = await ChangeAsync(change, late);

        var (breaks, limit, first) = (0, 1, "");
        for (var plan = await PlanAsync(); !plan.IsEmpty; plan = await PlanAsync())
        {
            // One step more than the last time if that led nowhere: a task that was made and not yet labelled is made again.
            limit = plan.Steps[0].Statement.Text == first ? limit + 1 : 1;
            first = plan.Steps[0].Statement.Text;
            using var stop = new CancellationTokenSource();
            var done = 0;
            var end = await Record.ExceptionAsync(() => plan.ApplyAsync(_emulator, progress: new Told(_ => { if (++done == limit) { stop.Cancel(); } }), cancellationToken: stop.Token));
            Assert.True(end is null or OperationCanceledException, end?.ToString());
            Assert.True(++breaks < 100, "The plan never ends: " + plan.Steps[0].Reason);
            await FlowAsync(breaks % 2); // rows come, files load and tasks merge between the steps
        }

        Assert.True(breaks > 3);
        await FlowAsync(2);
        await EqualAsync(columns);
    }

    /// <summary>A change of the sources or the model, with rows of the old and, but for a drop, of the new shape on their way.</summary>
    /// <returns>CI's columns afterwards.</returns>
    private async Task<string[]> ChangeAsync(string change, ChangingSource late)
    {
        switch (change)
        {
            case "brand":
                await late.CutAsync(_store); // before Snowflake knows the brand
                _sources = [_sources[0], late];
                break;
            case "table":
                _sources.ForEach(source => source.AddTable(Customers));
                break;
            case "column":
                _sources[0].Orders.AddColumn("channel");
                break;
            case "widen":
                _sources[1].Orders.WidenTotal();
                break;
            case "rename":
                _renames.Add(new ColumnRename("shop", "orders", "note", "remark"));
                foreach (var source in _sources)
                {
                    await source.CutAsync(_store);
                    source.Orders.Rename("note", "remark");
                }

                break;
            case "drop":
                await _emulator.DrainAsync(Cancellation);
                _drops.Add(new ColumnDrop("shop", "orders", "note"));
                _sources.ForEach(source => source.Orders.Drop("note"));
                return ["id", "total"];
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change, "No such change.");
        }

        await FlowAsync(1);
        return change switch { "column" => ["id", "total", "note", "channel"], "rename" => ["id", "total", "remark"], _ => ["id", "total", "note"] };
    }
}
