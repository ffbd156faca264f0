# One pair of commands for each PowerShell: 7 has parameters that 5.1 refuses. The driver gives each its own pair.

function SimDesktop-Invoke-RestMethod {
    [CmdletBinding()] param(
        [Parameter(Mandatory, Position = 0)][uri]$Uri, [string]$Method, [System.Collections.IDictionary]$Headers, [Parameter(ValueFromPipeline)]$Body, [string]$ContentType, [int]$TimeoutSec,
        [switch]$UseBasicParsing, [string]$OutFile, [uri]$Proxy, [switch]$ProxyUseDefaultCredentials)
    process { $answer = SimWebCommand $PSCmdlet $PSBoundParameters; if ($null -ne $answer) { SimWebBody $answer } }
}

function SimDesktop-Invoke-WebRequest {
    [CmdletBinding()] param(
        [Parameter(Mandatory, Position = 0)][uri]$Uri, [string]$Method, [System.Collections.IDictionary]$Headers, [Parameter(ValueFromPipeline)]$Body, [string]$ContentType, [int]$TimeoutSec,
        [switch]$UseBasicParsing, [string]$OutFile, [uri]$Proxy, [switch]$ProxyUseDefaultCredentials, [ValidateRange(0, 2147483647)][int]$MaximumRedirection)
    process { $answer = SimWebCommand $PSCmdlet $PSBoundParameters; if ($null -ne $answer) { SimWebObject $answer } }
}

function SimCore-Invoke-RestMethod {
    [CmdletBinding()] param(
        [Parameter(Mandatory, Position = 0)][uri]$Uri, [string]$Method, [System.Collections.IDictionary]$Headers, [Parameter(ValueFromPipeline)]$Body, [string]$ContentType, [int]$TimeoutSec,
        [switch]$UseBasicParsing, [string]$OutFile, [uri]$Proxy, [switch]$ProxyUseDefaultCredentials, [switch]$NoProxy, [switch]$SkipHttpErrorCheck)
    process { $answer = SimWebCommand $PSCmdlet $PSBoundParameters; if ($null -ne $answer) { SimWebBody $answer } }
}

function SimCore-Invoke-WebRequest {
    [CmdletBinding()] param(
        [Parameter(Mandatory, Position = 0)][uri]$Uri, [string]$Method, [System.Collections.IDictionary]$Headers, [Parameter(ValueFromPipeline)]$Body, [string]$ContentType, [int]$TimeoutSec,
        [switch]$UseBasicParsing, [string]$OutFile, [uri]$Proxy, [switch]$ProxyUseDefaultCredentials, [switch]$NoProxy, [switch]$SkipHttpErrorCheck)
    process { $answer = SimWebCommand $PSCmdlet $PSBoundParameters; if ($null -ne $answer) { SimWebObject $answer } }
}
