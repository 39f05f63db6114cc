using System.Runtime.CompilerServices;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Tests.Storage;

/// <summary>A store in memory that counts requests and can be told to fail before or after any write.</summary>
internal sealed class MemoryObjectStore : IObjectStore
{
    private readonly SortedDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    private int _writes;

    public Uri Location { get; } = new("memory://store/");

    public int Lists { get; private set; }

    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Called before each write with its number from 1; throws to lose the write.</summary>
    public Action<int, string>? BeforeWrite { get; set; }

    /// <summary>Called after each write; throws to lose only the answer.</summary>
    public Action<int, string>? AfterWrite { get; set; }

    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_objects)
            {
                return [.. _objects.Keys];
            }
        }
    }

    public byte[] this[string key]
    {
        get
        {
            lock (_objects)
            {
                return _objects[key];
            }
        }
        set
        {
            lock (_objects)
            {
                _objects[key] = value;
            }
        }
    }

    public void Remove(string key)
    {
        lock (_objects)
        {
            _objects.Remove(key);
        }
    }

    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        Write(key, copy.ToArray(), overwrite: true);
    }

    public Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        Write(key, content.ToArray(), overwrite: false);
        return Task.CompletedTask;
    }

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        lock (_objects)
        {
            return Task.FromResult<Stream>(new MemoryStream(_objects.TryGetValue(key, out var content) ? content : throw new ObjectNotFoundException(Location, key)));
        }
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, string? startAfter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        Lists++;
        List<StoredObject> found;
        lock (_objects)
        {
            found = [.. _objects
                .Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(item.Key, startAfter) > 0)
                .Select(item => new StoredObject(item.Key, item.Value.Length, default))];
        }

        foreach (var item in found)
        {
            yield return item;
        }
    }

    private void Write(string key, byte[] content, bool overwrite)
    {
        var number = Interlocked.Increment(ref _writes);
        BeforeWrite?.Invoke(number, key);
        lock (_objects)
        {
            if (!overwrite && _objects.ContainsKey(key))
            {
                throw new ObjectExistsException(Location, key);
            }

            _objects[key] = content;
        }

        AfterWrite?.Invoke(number, key);
    }
}
