using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>S3 answers 409 while another write to the same key is under way: that one may be undone yet, so nothing is there for it.</summary>
public sealed class S3ConflictTests
{
    [Fact]
    public async Task Create_AnotherWriteUnderWay_IsTriedAgainUntilItIsDecided()
    {
        var writes = 0;
        using var server = new S3Script(_ => ++writes < 3 ? S3Script.Refusal(409, "ConditionalRequestConflict") : (200, ""));
        using var store = server.Open();
        await store.CreateAsync("a/key", new byte[] { 1 });
        Assert.Equal(3, writes);
    }

    [Fact]
    public async Task Create_TakenInTheEnd_SaysSo()
    {
        var writes = 0;
        using var server = new S3Script(_ => ++writes < 2 ? S3Script.Refusal(409, "ConditionalRequestConflict") : S3Script.Refusal(412, "PreconditionFailed"));
        using var store = server.Open();
        await Assert.ThrowsAsync<ObjectExistsException>(() => store.CreateAsync("a/key", new byte[] { 1 }));
    }

    [Fact]
    public async Task Create_NeverDecided_IsAFailureThatPasses_NotAnObjectThatIsThere()
    {
        using var server = new S3Script(_ => S3Script.Refusal(409, "ConditionalRequestConflict"));
        using var store = server.Open();
        var error = await Assert.ThrowsAsync<StorageException>(() => store.CreateAsync("a/key", new byte[] { 1 }));
        Assert.Contains("409 ConditionalRequestConflict", error.Message, StringComparison.Ordinal);
        Assert.Contains("start again", error.Message, StringComparison.Ordinal);
    }
}
