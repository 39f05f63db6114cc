using System.Net;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>An alert could not be sent. The message says to what kind of receiver, why and what to do; it never holds the webhook's address, which is a secret.</summary>
/// <remarks>Check the webhook and the network by <see cref="Status"/>. What wasn't sent is sent again as long as the service works, and by the next process, from the store.</remarks>
public sealed class AlertDeliveryException : IOException
{
    internal AlertDeliveryException(string message, HttpStatusCode? status = null)
        : base(message) => Status = status;

    internal AlertDeliveryException(Type sender, Exception innerException)
        : base($"{sender.Name} could not send an alert ({innerException.GetType().Name}). See the inner exception.", innerException)
    {
    }

    /// <summary>Whether other alerts would fare no better; else it is this one that was refused.</summary>
    internal bool IsAway => Status switch
    {
        null => InnerException is null or HttpRequestException or TimeoutException or OperationCanceledException or IOException,
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => true,

        // A webhook that was revoked takes no other either.
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone => true,
        _ => false,
    };

    /// <summary>What the receiver answered; null if there was no answer.</summary>
    public HttpStatusCode? Status { get; }
}
