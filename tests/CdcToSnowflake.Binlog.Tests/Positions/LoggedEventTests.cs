using CdcToSnowflake.Binlog.Positions;

namespace CdcToSnowflake.Binlog.Tests.Positions;

public class LoggedEventTests
{
    [Theory]
    [InlineData("binlog.000001")]
    [InlineData("a:b,c@d#e/f+g.000001")]
    public void TryParse_WhatWasWritten_IsTheSame(string file)
    {
        var logged = new LoggedEvent("3e11fa47-71ca-11e1-9e33-c80aa9429562", file, 5_000_000_000, 31, 4_000_000_000, 0x00ABCDEF);

        Assert.EndsWith(":5000000000,31@4000000000#00abcdef", logged.ToString(), StringComparison.Ordinal);
        Assert.True(LoggedEvent.TryParse(logged.ToString(), out var read));
        Assert.Equal(logged, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("/f:4,8@9#0a")]
    [InlineData("1/:4,8@9#0a")]
    [InlineData("1/f:4,8@9")]
    [InlineData("1/f:4,8#0a")]
    [InlineData("1/f:4@9#0a")]
    [InlineData("1/f,8@9#0a")]
    [InlineData("1/f:-4,8@9#0a")]
    [InlineData("1/f:4,8@9#0x")]
    [InlineData("#@,:/")]
    [InlineData("1/f:99999999999999999999,8@9#0a")]
    public void TryParse_SomethingElse_IsNone(string text) => Assert.False(LoggedEvent.TryParse(text, out _));
}
