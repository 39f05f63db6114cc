using System.Globalization;
using System.Text.Json;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Hosting.Standby;

/// <summary>The terms of a service in the store: each is created by one process only, and beside it lie its holder's brands and last sign of life.</summary>
/// <remarks>Creating needs nothing of a store but what the log of cuts needs too; no object is ever changed by two processes.</remarks>
internal sealed class TermLog
{
    private const string Folder = "~standby/";
    private const int LargestLine = 4096;
    private const int LargestBrands = 16 << 20;

    // No brand's folder: after '~' a brand's escaped name has two hexadecimal digits or a second '~'.
    private readonly string _root;
    private readonly IObjectStore _store;

    public TermLog(IObjectStore store, string name)
        : this($"{Folder}{StorePath.Escape(name)}/", store)
    {
    }

    private TermLog(string root, IObjectStore store) => (_root, _store) = (root, store);

    /// <summary>The newest term from a number on, or null.</summary>
    public async Task<ulong?> FindLastAsync(ulong from, CancellationToken cancellationToken)
    {
        ulong? last = null;
        await foreach (var found in _store.ListAsync($"{_root}terms/", from < 2 ? null : TermKey(from - 1), cancellationToken).ConfigureAwait(false))
        {
            last = ulong.TryParse(Path.GetFileNameWithoutExtension(found.Key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : last;
        }

        return last;
    }

    /// <summary>Claims a term; of several processes one gets it.</summary>
    /// <returns>Whether this one did.</returns>
    public async Task<bool> TryClaimAsync(Term term, CancellationToken cancellationToken)
    {
        try
        {
            await _store.CreateAsync(TermKey(term.Number), Json(new TermLine { Version = TermLine.Newest, Term = term.Number, Holder = term.Holder }), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ObjectExistsException)
        {
            // The store may have taken our own claim and lost the answer on its way.
            return await ReadAsync(TermKey(term.Number), cancellationToken).ConfigureAwait(false) is { } there && there.Holder == term.Holder;
        }
    }

    public async Task<bool> ExistsAsync(ulong term, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(TermKey(term), cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (ObjectVersionException)
        {
            return true; // whoever claimed it, and however
        }
    }

    public async Task WriteSignAsync(Term term, ulong sign, bool isReleased, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Json(new TermLine { Version = TermLine.Newest, Term = term.Number, Holder = term.Holder, Sign = sign, IsReleased = isReleased }));
        await _store.PutAsync(SignKey(term.Number), content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The last sign of life in a term; null before the first.</summary>
    /// <exception cref="ObjectVersionException">A newer release holds the term.</exception>
    public async Task<TermLine?> ReadSignAsync(ulong term, CancellationToken cancellationToken)
    {
        var sign = await ReadAsync(SignKey(term), cancellationToken).ConfigureAwait(false);
        if (sign is null)
        {
            await ReadAsync(TermKey(term), cancellationToken).ConfigureAwait(false); // refuses a newer release's before its first sign as well
        }

        return sign;
    }

    /// <summary>Says which brands the holder has; before its first sign.</summary>
    public async Task WriteBrandsAsync(ulong term, IReadOnlyList<string> brands, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new BrandsLine { Version = BrandsLine.Newest, Brands = brands }, TermJsonContext.Default.BrandsLine));
        await _store.PutAsync(BrandsKey(term), content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The brands of a term's holder; null where it doesn't say, as earlier releases don't.</summary>
    public async Task<IReadOnlyList<string>?> ReadBrandsAsync(ulong term, CancellationToken cancellationToken)
    {
        var key = BrandsKey(term);
        try
        {
            var content = await _store.ReadUpToAsync(key, LargestBrands, cancellationToken).ConfigureAwait(false);
            ObjectVersion.Check(_store.Location, key, content, BrandsLine.Newest);
            return content is null ? null : JsonSerializer.Deserialize(content, TermJsonContext.Default.BrandsLine)?.Brands;
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new StorageException($"'{key}' in {_store.Location} isn't a list of brands. Delete it.", _store.Location, key, e);
        }
    }

    /// <summary>The service of another name that has a brand, and whose process has given the newest sign of life and not stopped in order; null if there is none.</summary>
    public async Task<(string Name, string? Holder)?> FindOtherAsync(string brand, CancellationToken cancellationToken)
    {
        // Keys come in order: each name's last term is its newest.
        var newest = new Dictionary<string, (ulong Term, DateTimeOffset At)>(StringComparer.Ordinal);
        await foreach (var found in _store.ListAsync(Folder, null, cancellationToken).ConfigureAwait(false))
        {
            if (!found.Key.StartsWith(_root, StringComparison.Ordinal) && found.Key.Split('/') is [_, var name, "signs", var sign] && ulong.TryParse(Path.GetFileNameWithoutExtension(sign), NumberStyles.None, CultureInfo.InvariantCulture, out var term))
            {
                newest[name] = (term, found.LastModified);
            }
        }

        foreach (var (name, (term, _)) in newest.OrderByDescending(other => other.Value.At))
        {
            var terms = new TermLog($"{Folder}{name}/", _store);
            if ((await terms.ReadBrandsAsync(term, cancellationToken).ConfigureAwait(false))?.Contains(brand) == true
                && await terms.ReadSignAsync(term, cancellationToken).ConfigureAwait(false) is { IsReleased: false } sign)
            {
                return (Uri.UnescapeDataString(name.Replace('~', '%')), sign.Holder);
            }
        }

        return null;
    }

    private async Task<TermLine?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var content = await _store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                var line = new byte[LargestLine];
                var read = await content.ReadAtLeastAsync(line, LargestLine, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                ObjectVersion.Check(_store.Location, key, line.AsSpan(0, read), TermLine.Newest);
                return JsonSerializer.Deserialize(line.AsSpan(0, read), TermJsonContext.Default.TermLine);
            }
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new StorageException($"'{key}' in {_store.Location} isn't a line about a term. Delete everything under '{_root}'; the processes then agree anew.", _store.Location, key, e);
        }
    }

    private string TermKey(ulong term) => string.Create(CultureInfo.InvariantCulture, $"{_root}terms/{term:D20}.json");

    private string SignKey(ulong term) => string.Create(CultureInfo.InvariantCulture, $"{_root}signs/{term:D20}.json");

    private string BrandsKey(ulong term) => string.Create(CultureInfo.InvariantCulture, $"{_root}brands/{term:D20}.json");

    private static byte[] Json(TermLine line) => JsonSerializer.SerializeToUtf8Bytes(line, TermJsonContext.Default.TermLine);
}
