using System.Security.Cryptography;
using System.Text;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>What every store must do; each store's tests derive from it.</summary>
public abstract class ObjectStoreContract
{
    protected abstract IObjectStore Open(string test);

    [Fact]
    public async Task Put_NewAndOldKey_ReadsBackTheLast()
    {
        var store = Open("put");
        await store.PutAsync("a/b.txt", Content("first, and longer"));
        await store.PutAsync("a/b.txt", Content("second"));
        Assert.Equal("second", await TextAsync(store, "a/b.txt"));
    }

    [Fact]
    public async Task Put_Empty_ReadsBackEmpty()
    {
        var store = Open("empty");
        await store.PutAsync("nothing", Content(""));
        Assert.Equal("", await TextAsync(store, "nothing"));
        Assert.Equal(0, Assert.Single(await KeysAsync(store, "")).Size);
    }

    [Fact]
    public async Task Put_LargerThanOnePart_ReadsBackTheSame()
    {
        var store = Open("large");
        var content = RandomNumberGenerator.GetBytes((13 << 20) + 7); // more than two of the smallest parts
        await store.PutAsync("large", new MemoryStream(content));
        await using var read = await store.OpenReadAsync("large");
        Assert.Equal(SHA256.HashData(content), await SHA256.HashDataAsync(read));
    }

    [Fact]
    public async Task Create_TakenKey_ThrowsAndKeepsTheFirst()
    {
        var store = Open("create");
        await store.CreateAsync("m/1.json", "one"u8.ToArray());
        var error = await Assert.ThrowsAsync<ObjectExistsException>(() => store.CreateAsync("m/1.json", "two"u8.ToArray()));
        Assert.Equal("m/1.json", error.Key);
        Assert.Equal("one", await TextAsync(store, "m/1.json"));
    }

    [Fact]
    public async Task Create_SixteenRacingWriters_ExactlyOneWins()
    {
        var store = Open("race");
        for (var round = 0; round < 20; round++)
        {
            var key = $"races/{round:D4}";
            using var start = new ManualResetEventSlim();
            var writers = Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
            {
                start.Wait();
                try
                {
                    await store.CreateAsync(key, Encoding.UTF8.GetBytes($"writer {writer}"));
                    return writer;
                }
                catch (ObjectExistsException)
                {
                    return -1;
                }
            })).ToArray();
            start.Set();
            var winner = Assert.Single(await Task.WhenAll(writers), writer => writer >= 0);
            Assert.Equal($"writer {winner}", await TextAsync(store, key));
        }
    }

    [Fact]
    public async Task OpenRead_MissingKey_ThrowsNotFound()
    {
        var store = Open("missing");
        await store.PutAsync("there", Content("x"));
        var error = await Assert.ThrowsAsync<ObjectNotFoundException>(() => store.OpenReadAsync("not/there"));
        Assert.Equal("not/there", error.Key);
    }

    [Fact]
    public async Task List_ManyKeys_InOrdinalOrderWithPrefixAndStart()
    {
        var store = Open("list");
        string[] keys = ["a-b/x", "a/x", "a/y-1", "a/y/1", "a/y.1", "ab", "b/0", "b/00", "b/1", "b/A", "b/a", "b/~41", "c"];
        foreach (var key in keys)
        {
            await store.PutAsync(key, Content(key));
        }

        var ordered = keys.Order(StringComparer.Ordinal).ToList();
        foreach (var prefix in (string[])["", "a", "a/", "a/y", "a-", "b/", "b/0", "x", "a/y/1"])
        {
            foreach (var after in (string?[])[null, "a", "a/", "a/y", "a/y/1", "b/0", "zzz", "a-b/x", ""])
            {
                var expected = ordered.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0);
                Assert.Equal(expected, (await KeysAsync(store, prefix, after)).Select(found => found.Key));
            }
        }

        Assert.All(await KeysAsync(store, ""), found => Assert.Equal(found.Key.Length, found.Size));
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("a/../../up")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".hidden")]
    [InlineData("a/.hidden")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("c:/x")]
    [InlineData("ä")]
    [InlineData("")]
    public async Task AnyCall_KeyThatCouldLeaveTheStore_Refused(string key)
    {
        var store = Open("keys");
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.PutAsync(key, Content("x")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.CreateAsync(key, "x"u8.ToArray()));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.OpenReadAsync(key));
    }

    [Fact]
    public async Task Put_ContentThatFails_LeavesNothing()
    {
        var store = Open("failing");
        await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync("half", new FailingStream(7 << 20)));
        Assert.Empty(await KeysAsync(store, ""));
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => store.OpenReadAsync("half"));
    }

    protected static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    protected static async Task<string> TextAsync(IObjectStore store, string key)
    {
        using var reader = new StreamReader(await store.OpenReadAsync(key));
        return await reader.ReadToEndAsync();
    }

    protected static async Task<List<StoredObject>> KeysAsync(IObjectStore store, string prefix, string? after = null)
    {
        var found = new List<StoredObject>();
        await foreach (var item in store.ListAsync(prefix, after))
        {
            found.Add(item);
        }

        return found;
    }
}
