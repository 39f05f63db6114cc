using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace CdcToSnowflake.Storage;

/// <summary>A bucket of Amazon S3 or of a server that speaks its protocol and honours <c>If-None-Match</c> on writes.</summary>
public sealed class S3ObjectStore : IObjectStore, IDisposable
{
    private const int SmallestPart = 5 << 20;

    // A race of two writers is over in less.
    private const int MostConflicts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    // Who stops or has lost its term waits for little more.
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(3);

    private readonly IAmazonS3 _s3;
    private readonly string _bucket;
    private readonly string _prefix;
    private readonly int _partSize;

    // The SDK's own limit ends with an answer's headers, and it reads most bodies without looking at a token.
    private readonly TimeSpan _patience;
    private readonly TimeSpan _writePatience;

    /// <summary>Makes a store over a bucket. Nothing is sent yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <exception cref="ArgumentException">The bucket has no name, the prefix has a part that is no part of a key, or a part's size or the number of retries is out of its range.</exception>
    public S3ObjectStore(S3StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Bucket);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PartSize, SmallestPart);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Retries);
        _bucket = options.Bucket;
        _prefix = options.Prefix.Length == 0 ? "" : options.Prefix.TrimEnd('/') + "/";
        ObjectKey.CheckPrefix(_prefix);
        _partSize = options.PartSize;
        Location = new Uri($"s3://{_bucket}/{_prefix}");
        if (Location.AbsolutePath != "/" + _prefix || _prefix.Contains('%', StringComparison.Ordinal))
        {
            // A stage's URL would name another place than the keys.
            throw new ArgumentException($"The key prefix '{_prefix}' holds a character that a URL spells otherwise. Take letters, digits and / - _ . ~ ! $ & ' ( ) * + , ; = @.", nameof(options));
        }

        _patience = options.Patience;
        _writePatience = options.Patience * (options.Retries + 1);
        _s3 = S3Connection.Open(options);
    }

    /// <inheritdoc/>
    public Uri Location { get; }

    /// <inheritdoc/>
    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ObjectKey.Check(key);
        // A part in our own buffer can be sent again after a failure, whatever kind of stream it came from.
        var size = content.CanSeek ? (int)Math.Min(content.Length - content.Position, _partSize) : _partSize;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var first = await content.ReadAtLeastAsync(buffer.AsMemory(0, size), size, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (first < _partSize)
            {
                await PutWholeAsync(key, buffer, first, ifNoneMatch: null, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await PutInPartsAsync(key, buffer, content, cancellationToken).ConfigureAwait(false);
            }

            // Not after a failure: the SDK may still be reading what was given up.
            ArrayPool<byte>.Shared.Return(buffer);
        }
        catch (Exception e) when (S3Failure.IsOne(e, cancellationToken))
        {
            throw S3Failure.Translate("write", Location, key, e);
        }
    }

    /// <inheritdoc/>
    public async Task CreateAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        ObjectKey.Check(key);
        try
        {
            var bytes = content.ToArray();
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await PutWholeAsync(key, bytes, bytes.Length, ifNoneMatch: "*", cancellationToken).ConfigureAwait(false);
                    return;
                }
                catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.Conflict && attempt < MostConflicts)
                {
                    // Another write to the key was under way, which may be undone yet (S3's PutObject, ConditionalRequestConflict): nothing says that the key is taken.
                    await Task.Delay(FirstPause * attempt * (1 + Random.Shared.NextDouble()), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            throw new ObjectExistsException(Location, key, e);
        }
        catch (Exception e) when (S3Failure.IsOne(e, cancellationToken))
        {
            throw S3Failure.Translate("create", Location, key, e);
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        ObjectKey.Check(key);
        try
        {
            var response = await _s3.GetObjectAsync(new GetObjectRequest { BucketName = _bucket, Key = _prefix + key }, cancellationToken).WaitAsync(_patience, cancellationToken).ConfigureAwait(false);
            return new StoredContent(response.ResponseStream, S3Failure.IsOne, e => S3Failure.Translate("read", Location, key, e), _patience);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            throw new ObjectNotFoundException(Location, key, e);
        }
        catch (Exception e) when (S3Failure.IsOne(e, cancellationToken))
        {
            throw S3Failure.Translate("read", Location, key, e);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, string? startAfter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectKey.CheckPrefix(prefix);
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = _prefix + prefix };
        if (startAfter is not null)
        {
            request.StartAfter = _prefix + startAfter;
        }

        bool more;
        do
        {
            ListObjectsV2Response page;
            try
            {
                page = await _s3.ListObjectsV2Async(request, cancellationToken).WaitAsync(_patience, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (S3Failure.IsOne(e, cancellationToken))
            {
                throw S3Failure.Translate("list", Location, prefix, e);
            }

            foreach (var found in page.S3Objects ?? [])
            {
                yield return new StoredObject(found.Key[_prefix.Length..], found.Size ?? 0, new DateTimeOffset((found.LastModified ?? default).ToUniversalTime()));
            }

            request.ContinuationToken = page.NextContinuationToken;
            more = page.IsTruncated == true;
        }
        while (more);
    }

    /// <summary>Begins an object in parts and gives it up: all that a large file needs beyond a small one, and nothing stays.</summary>
    internal async Task TryPartsAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var upload = await BeginPartsAsync(key, cancellationToken).ConfigureAwait(false);
            try
            {
                await PutPartAsync(key, upload, 1, [0], 1, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await AbortAsync(key, upload, _patience).ConfigureAwait(false);
                throw;
            }

            await GiveUpPartsAsync(key, upload, _patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (S3Failure.IsOne(e, cancellationToken))
        {
            throw S3Failure.Translate("upload in parts", Location, key, e);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _s3.Dispose();

    private async Task PutWholeAsync(string key, byte[] content, int length, string? ifNoneMatch, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(content, 0, length, writable: false);
        await _s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = _bucket,
                Key = _prefix + key,
                InputStream = body,
                IfNoneMatch = ifNoneMatch,
            },
            cancellationToken).WaitAsync(_writePatience, cancellationToken).ConfigureAwait(false);
    }

    private async Task PutInPartsAsync(string key, byte[] buffer, Stream content, CancellationToken cancellationToken)
    {
        var upload = await BeginPartsAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            var parts = new List<PartETag>();
            var length = _partSize;
            while (length > 0)
            {
                parts.Add(await PutPartAsync(key, upload, parts.Count + 1, buffer, length, cancellationToken).ConfigureAwait(false));
                length = await content.ReadAtLeastAsync(buffer.AsMemory(0, _partSize), _partSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            }

            var completed = await _s3.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = _bucket, Key = _prefix + key, UploadId = upload, PartETags = parts },
                cancellationToken).WaitAsync(_writePatience, cancellationToken).ConfigureAwait(false);
            if (completed is { ETag: null, Key: null })
            {
                throw new IOException("The answer to the upload's completion is empty."); // status 200 is sent before it is known whether it succeeds
            }
        }
        catch
        {
            await AbortAsync(key, upload, cancellationToken.IsCancellationRequested ? LastPatience : _patience).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<string> BeginPartsAsync(string key, CancellationToken cancellationToken)
    {
        var begun = await _s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = _bucket, Key = _prefix + key }, cancellationToken).WaitAsync(_writePatience, cancellationToken).ConfigureAwait(false);
        return begun.UploadId ?? throw new IOException("The answer to the upload's beginning is empty.");
    }

    private async Task<PartETag> PutPartAsync(string key, string upload, int number, byte[] content, int length, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(content, 0, length, writable: false);
        var part = await _s3.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = _bucket,
                Key = _prefix + key,
                UploadId = upload,
                PartNumber = number,
                PartSize = length,
                InputStream = body,
            },
            cancellationToken).WaitAsync(_writePatience, cancellationToken).ConfigureAwait(false);
        return new PartETag(number, part.ETag);
    }

    // Parts that stay cost money until the bucket's lifecycle rule removes them; the failure that brought us here matters more than this one.
    private async Task AbortAsync(string key, string upload, TimeSpan patience)
    {
        try
        {
            await GiveUpPartsAsync(key, upload, patience, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (S3Failure.IsOne(e, CancellationToken.None))
        {
        }
    }

    private async Task GiveUpPartsAsync(string key, string upload, TimeSpan patience, CancellationToken cancellationToken) =>
        await _s3.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = _bucket, Key = _prefix + key, UploadId = upload }, cancellationToken).WaitAsync(patience, cancellationToken).ConfigureAwait(false);
}
