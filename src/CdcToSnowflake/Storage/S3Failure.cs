using System.Net;
using System.Xml;
using Amazon.Runtime;
using Amazon.S3;

namespace CdcToSnowflake.Storage;

/// <summary>Turns what the AWS SDK throws into a <see cref="StorageException"/> that says what to do.</summary>
internal static class S3Failure
{
    /// <summary>Whether the store failed. A cancellation that the caller didn't ask for is a time-out of the SDK's or of ours; an answer that isn't XML, or is empty, broke off.</summary>
    public static bool IsOne(Exception e, CancellationToken asked) => e is AmazonServiceException or AmazonClientException or HttpRequestException or WebException or TimeoutException or XmlException or IOException and not StorageException
        || (e is OperationCanceledException && !asked.IsCancellationRequested);

    public static StorageException Translate(string action, Uri location, string key, Exception e)
    {
        // Codes only: some servers put the request's signature or key id into the text of their messages.
        var cause = e is AmazonServiceException service && service.StatusCode != 0
            ? $"the server answered {(int)service.StatusCode} {service.ErrorCode} (request {service.RequestId})."
            : $"{Innermost(e).GetType().Name}: the server could not be reached or broke off.";
        return new StorageException($"Could not {action} '{key}' in {location}: {cause} {Remedy(e)}", location, key, e);
    }

    private static string Remedy(Exception e) => e switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => "Create the bucket, or mend its name.",
        AmazonS3Exception { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" or "RequestTimeTooSkewed" } => "Check the credentials and the machine's clock.",
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden } => "Grant s3:GetObject, s3:PutObject, s3:AbortMultipartUpload on the prefix and s3:ListBucket on the bucket.",
        AmazonS3Exception { StatusCode: HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect } => "Set the bucket's own region.",
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } => "All retries failed; start again when the server is well: nothing is lost.",
        AmazonS3Exception { StatusCode: HttpStatusCode.Conflict } => "Other writes to the same key were under way; start again: nothing is lost.",
        AmazonServiceException { StatusCode: not 0 } => "See the server's documentation of that code.",
        _ => "Check the endpoint, the region, the network and the credentials; start again then: nothing is lost.",
    };

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is not null)
        {
            e = e.InnerException;
        }

        return e;
    }
}
