using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Recovery;

namespace CdcToSnowflake.Tests.Operations.Recovery;

public sealed class RecoveryPaceTests
{
    private static readonly DateTimeOffset Failed = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);

    private readonly RecoveryPace _pace = new(Shortest);

    [Fact]
    public void IsDue_FailureOfWeeks_IsAskedAboutEverMoreSeldom()
    {
        Assert.Equal(20, Asked(TimeSpan.Zero, TimeSpan.FromMinutes(10), Failed)); // each time
        Assert.InRange(Asked(TimeSpan.FromMinutes(10), TimeSpan.FromHours(20), Failed), 80, 100); // a question each time that it is a twentieth older
        Assert.InRange(Asked(TimeSpan.FromDays(2), TimeSpan.FromDays(3), Failed), 23, 25);
    }

    [Fact]
    public void IsDue_AnotherFailsNow_IsAskedAboutAtOnce()
    {
        Assert.Equal(1, Asked(TimeSpan.FromDays(2), TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1), Failed));
        Assert.Equal(2, Asked(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1), TimeSpan.FromDays(2) + TimeSpan.FromMinutes(2), Failed, Failed.AddDays(2)));
    }

    [Fact]
    public void IsDue_QuestionWasntAnswered_IsDueAgain()
    {
        FailureAlert[] failing = [Alert(Failed)];
        Assert.True(_pace.IsDue(failing, Failed.AddDays(1)));
        Assert.True(_pace.IsDue(failing, Failed.AddDays(1) + Shortest));
        _pace.Asked(Failed.AddDays(1) + Shortest);
        Assert.False(_pace.IsDue(failing, Failed.AddDays(1) + (2 * Shortest)));
    }

    [Fact]
    public void IsDue_NothingFails_Never() => Assert.False(_pace.IsDue([], Failed));

    private int Asked(TimeSpan from, TimeSpan to, params DateTimeOffset[] lastAt)
    {
        var failing = lastAt.Select(Alert).ToList();
        var asked = 0;
        for (var passed = from; passed < to; passed += Shortest)
        {
            if (_pace.IsDue(failing, Failed + passed))
            {
                _pace.Asked(Failed + passed);
                asked++;
            }
        }

        return asked;
    }

    private static FailureAlert Alert(DateTimeOffset at) => new() { Kind = FailureKind.Task, Name = "T", Since = at, LastAt = at, Count = 1, Error = "It broke", Remedy = "Mend it" };
}
