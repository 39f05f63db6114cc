using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Pipes;

namespace CdcToSnowflake.Emulator.Streams;

/// <summary>Chaos of streams: what each midnight that the clock has passed does to them.</summary>
internal sealed class StreamNights(Engine engine)
{
    private DateOnly _today = Day(engine.Clock.GetUtcNow());

    public void Pass(CancellationToken cancellationToken)
    {
        var today = Day(engine.Clock.GetUtcNow());
        if (engine.Options.StreamChaos is not { } chaos || today <= _today)
        {
            return;
        }

        var nights = Enumerable.Range(_today.DayNumber + 1, today.DayNumber - _today.DayNumber);
        var struck = engine.State.Catalog.OfType<StreamObject>().Where(stream => nights.Any(night => Strikes(chaos, stream, night))).Select(stream => stream.Id).ToList();
        if (struck.Count == 0)
        {
            _today = today;
            return;
        }

        using var session = new Session(engine);
        new StatementExecutor(session).Change(
            context =>
            {
                foreach (var id in struck)
                {
                    // As if it had last been consumed before anybody's retention: stale by the clock, like any other.
                    if (context.Write.State.Offsets.GetValueOrDefault(id) is { } offset)
                    {
                        context.Write.PutOffset(id, offset with { TouchedAt = DateTimeOffset.UnixEpoch });
                        engine.Touches.Forget(id);
                    }
                }

                return true;
            },
            StatementBinds.None,
            cancellationToken);
        _today = today; // a night that could not strike, the lock being another's, comes again
    }

    private static bool Strikes(StreamChaos chaos, StreamObject stream, int night) =>
        Chaos.Of(chaos.Seed, stream.Key + "\n" + night.ToString(CultureInfo.InvariantCulture), "night").NextDouble() < chaos.Stale;

    private static DateOnly Day(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);
}
