using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Preflight.Store;

/// <summary>Tries what capture does with a store: conditional creation first of all, since one author per cut stands on it.</summary>
internal sealed class StoreChecks(string brand, IObjectStore store, S3BucketNotifications? notifications)
{
    private static readonly byte[] Content = "CdcToSnowflake preflight\n"u8.ToArray();

    private readonly string _key = StorePath.Brand(brand) + "preflight";

    public async Task RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        var rights = $"Allow s3:PutObject, s3:GetObject, s3:AbortMultipartUpload and s3:ListBucket on {store.Location} to the capture's identity.";
        if (!await TryAsync("write", "objects can be written", rights, () => store.PutAsync(_key, new MemoryStream(Content), cancellationToken), findings).ConfigureAwait(false))
        {
            return;
        }

        await TryAsync("read", "objects can be read", rights, () => ReadAsync(cancellationToken), findings).ConfigureAwait(false);
        await TryAsync("list", "objects can be listed", rights, () => ListAsync(cancellationToken), findings).ConfigureAwait(false);
        await ConditionAsync(findings, cancellationToken).ConfigureAwait(false);
        if (store is S3ObjectStore s3)
        {
            await TryAsync("parts", "large files can be uploaded in parts, and given up", rights, () => s3.TryPartsAsync(_key, cancellationToken), findings).ConfigureAwait(false);
        }

        if (notifications is not null)
        {
            await TryAsync(
                "notifications",
                "the bucket's can be read; whether they may be changed (s3:PutBucketNotification) is seen when they are",
                "Allow s3:GetBucketNotification and s3:PutBucketNotification on the bucket to the capture's identity.",
                () => notifications.TryReadAsync(cancellationToken),
                findings).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var content = await store.OpenReadAsync(_key, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            if (!copy.ToArray().AsSpan().SequenceEqual(Content))
            {
                throw new StorageException($"The object '{_key}' has other content than was just written. Something else writes there, or the store answers from an old copy.", store.Location, _key);
            }
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        await foreach (var found in store.ListAsync(_key, null, cancellationToken).ConfigureAwait(false))
        {
            if (found.Key == _key)
            {
                return;
            }
        }

        throw new StorageException($"The object '{_key}' was just written, and the list doesn't have it. The store must list what is there (S3 does since 2020).", store.Location, _key);
    }

    private async Task ConditionAsync(Findings findings, CancellationToken cancellationToken)
    {
        const string Check = "conditional writes";
        try
        {
            await store.CreateAsync(_key, Content, cancellationToken).ConfigureAwait(false);
            findings.Fail(
                Check,
                "the store created an object that was there already: two captures of the brand would overwrite each other's cuts",
                "Take a store that honours If-None-Match: * on PutObject (Amazon S3 since August 2024; Ceph and MinIO in recent releases).");
        }
        catch (ObjectExistsException)
        {
            findings.Pass(Check, "an object is created only where none is: one author per cut");
        }
        catch (StorageException e)
        {
            findings.Fail(Check, e.Message, "Allow s3:PutObject with If-None-Match to the capture's identity; a bucket policy may demand or forbid it.");
        }
    }

    private static async Task<bool> TryAsync(string check, string works, string remedy, Func<Task> work, Findings findings)
    {
        try
        {
            await work().ConfigureAwait(false);
            findings.Pass(check, works);
            return true;
        }
        catch (StorageException e)
        {
            findings.Fail(check, e.Message, remedy);
            return false;
        }
    }
}
