using System.Net;

namespace CdcToSnowflake.Operations.Failures;

/// <summary>An alert could not be sent. The message says to what kind of receiver, why and what to do; it never holds the webhook's address, which is a secret.</summary>
/// <remarks>Check the webhook and the network by <see cref="Status"/>. The message comes again, up to the queue's redrive policy.</remarks>
public sealed class AlertDeliveryException : IOException
{
    internal AlertDeliveryException(string message, HttpStatusCode? status = null)
        : base(message) => Status = status;

    /// <summary>What the receiver answered; null if there was no answer.</summary>
    public HttpStatusCode? Status { get; }
}
