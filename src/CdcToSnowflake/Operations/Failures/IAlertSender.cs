namespace CdcToSnowflake.Operations.Failures;

/// <summary>Takes alerts to people.</summary>
public interface IAlertSender
{
    /// <summary>Sends an alert. It is called with one alert at a time; if it throws, or doesn't end within 5 minutes, the same alert comes again later. A call that doesn't end when its token is cancelled is left behind, and until it ends there is no other.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AlertDeliveryException">It could not be sent.</exception>
    Task SendAsync(FailureAlert alert, CancellationToken cancellationToken);
}
