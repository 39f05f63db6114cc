using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>Large files, whose upload in parts breaks somewhere: it is whole or given up, and never half there.</summary>
public sealed class S3PartsTests
{
    [Theory]
    [InlineData("begin", 500, "begin")]
    [InlineData("part 2", 500, "begin, part 1, part 2, give up")]
    [InlineData("part 2", S3Parts.Lost, "begin, part 1, part 2, give up")]
    [InlineData("complete 3", 500, "begin, part 1, part 2, part 3, complete 3, give up")]
    [InlineData("complete 3", S3Parts.Lost, "begin, part 1, part 2, part 3, complete 3, give up")]
    [InlineData("begin", S3Parts.Empty, "begin")]
    [InlineData("complete 3", S3Parts.Empty, "begin, part 1, part 2, part 3, complete 3, give up")]
    [InlineData("begin", S3Parts.Garbled, "begin")]
    [InlineData("complete 3", S3Parts.Garbled, "begin, part 1, part 2, part 3, complete 3, give up")]
    [InlineData("complete 3", S3Parts.Broken, "begin, part 1, part 2, part 3, complete 3, give up")]
    public async Task Put_ARequestFails_GivesUpWhatWasBegunAndThrows(string request, int answer, string asked)
    {
        await using var server = new S3Parts { Answer = name => name == request ? answer : 200 };
        using var store = server.Open();
        await Assert.ThrowsAsync<StorageException>(() => PutAsync(store));
        Assert.Equal(asked, string.Join(", ", server.Requests.Distinct())); // .NET asks once more by itself where a connection breaks off
    }

    [Theory]
    [InlineData("begin", "begin, begin, part 1, part 2, part 3, complete 3")]
    [InlineData("part 2", "begin, part 1, part 2, part 2, part 3, complete 3")]
    [InlineData("complete 3", "begin, part 1, part 2, part 3, complete 3, complete 3")]
    public async Task Put_AnAnswerIsLost_AsksOnceMoreAndEnds(string request, string asked)
    {
        var isLost = false;
        await using var server = new S3Parts { Answer = name => name == request && !isLost && (isLost = true) ? S3Parts.Lost : 200 };
        using var store = server.Open(retries: 1);
        await PutAsync(store);
        Assert.Equal(asked, string.Join(", ", server.Requests));
    }

    // The first failure is what happened; that the parts couldn't be given up either is the bucket's lifecycle rule's affair.
    [Fact]
    public async Task Put_GivingUpFailsToo_ThrowsTheFirstFailure()
    {
        await using var server = new S3Parts { Answer = name => name switch { "part 1" => 403, "give up" => 500, _ => 200 } };
        using var store = server.Open();
        var error = await Assert.ThrowsAsync<StorageException>(() => PutAsync(store));
        Assert.Contains("403", error.Message, StringComparison.Ordinal);
        Assert.Equal("begin, part 1, give up", string.Join(", ", server.Requests));
    }

    private static Task PutAsync(S3ObjectStore store) => store.PutAsync("k", new MemoryStream(new byte[(10 << 20) + 1]));
}
