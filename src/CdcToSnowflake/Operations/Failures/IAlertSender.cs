namespace CdcToSnowflake.Operations.Failures;

/// <summary>Takes alerts to people.</summary>
public interface IAlertSender
{
    /// <summary>Sends an alert. It is called with one alert at a time; if it throws, the same alert comes again later.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AlertDeliveryException">It could not be sent.</exception>
    Task SendAsync(FailureAlert alert, CancellationToken cancellationToken);
}
