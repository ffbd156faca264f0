# Invoke-RestMethod and Invoke-WebRequest: how a request leaves the member, and how its answer or failure looks.
# web-services.ps1 says what answers.

# Whether the world wants this request to go through its proxy.
function SimProxyNeeded {
    param([uri]$Uri)
    $proxy = $global:Sim.world.proxy
    if (-not $proxy.required -or $Uri.Host -in '169.254.169.254', '168.63.129.16') { return $false }
    foreach ($pattern in $proxy.direct) { if ($Uri.Host -like $pattern) { return $false } }
    $true
}

# What the world's proxy says to a request: $null to let it pass, or a status.
function SimProxyRefuses {
    param([string]$Address, [bool]$WithAccount, [uri]$Uri)
    $proxy = $global:Sim.world.proxy
    if ($proxy.address -eq '' -or $Address.TrimEnd('/') -ne $proxy.address.TrimEnd('/') -or $null -ne (SimObstacle ([uri]$Address).Host ([uri]$Address).Port)) { return 'unreachable' }
    # Windows authentication as the account that asks: the computer's own, for scripts that run as SYSTEM.
    if ($proxy.authentication -eq 'windows' -and -not ($WithAccount -and $global:Sim.machine.domain.joined -and -not $global:Sim.machine.domain.restartNeeded)) { return 407 }
    [Simulation.Network]::Patterned($proxy.refuses, $Uri.Host, $Uri.Port)
}

# Proxies of the process are set in statics of .NET, which outlive a run.
function SimResetProxies {
    param([string]$Edition)
    if ($Edition -ne 'Core') { [System.Net.WebRequest]::DefaultWebProxy = [System.Net.WebProxy]::new() }
    [System.Net.Http.HttpClient]::DefaultProxy = [System.Net.WebProxy]::new()
}

# The proxy that a request takes when none is named: @{ address; withAccount }, or nothing.
function SimProcessProxy {
    param([uri]$Uri)
    $default = if ($global:SimProcess.edition -eq 'Core') { [System.Net.Http.HttpClient]::DefaultProxy } else { [System.Net.WebRequest]::DefaultWebProxy }
    if ($default -is [System.Net.WebProxy] -and $null -ne $default.Address -and -not $default.IsBypassed($Uri)) { return @{ address = $default.Address.ToString(); withAccount = $default.UseDefaultCredentials -or $default.Credentials -eq [System.Net.CredentialCache]::DefaultCredentials } }
    if ($global:SimProcess.edition -ne 'Core') { return $null }
    foreach ($name in 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY') {
        $value = [System.Environment]::GetEnvironmentVariable($name)
        if (-not [string]::IsNullOrEmpty($value)) { return @{ address = $value; withAccount = $false } }
    }
    $null
}

# Sends a request. Answers @{ status; body; headers } or @{ failure } when nothing answered.
function SimSend {
    param([uri]$Uri, [string]$Method, $Headers, $Body, $Proxy, [int]$Timeout)
    [Simulation.Network]::Note('web', "$Method $Uri")
    $wait = if ($Timeout -gt 0) { [Math]::Min($Timeout, 21) } else { 21 }
    if ([Simulation.Network]::IsDown()) { SimAdvance $wait; return @{ failure = 'ConnectFailure' } }
    if ($null -ne $Proxy) {
        if ($Uri.Host -eq '169.254.169.254') { return @{ status = 403; body = 'The metadata service answers no proxy.'; headers = @{} } }
        $refusal = SimProxyRefuses $Proxy.address $Proxy.withAccount $Uri
        if ($refusal -eq 'unreachable') { SimAdvance $wait; return @{ failure = 'ConnectFailure' } }
        if ($null -ne $refusal) { return @{ status = $refusal; body = $(if ($refusal -eq 407) { 'Proxy Authentication Required' } else { 'Denied' }); headers = @{}; byProxy = $true } }
    }
    else {
        # Through a proxy it is the proxy that looks the name up.
        if ([Simulation.Network]::NamesAreDown() -or $null -eq (SimAddress $Uri.Host)) { if ($Uri.Host -notmatch '^[\d.]+$') { SimAdvance 2; return @{ failure = 'NameResolutionFailure' } } }
        foreach ($pattern in $global:Sim.machine.network.unknownNames) { if ($Uri.Host -like $pattern) { return @{ failure = 'NameResolutionFailure' } } }
        if ([Simulation.Network]::IsListed($global:Sim.machine.network.refused, $Uri.Host, $Uri.Port)) { return @{ failure = 'ConnectFailure' } }
        if ([Simulation.Network]::IsBlocked($Uri.Host, $Uri.Port) -or (SimProxyNeeded $Uri)) { SimAdvance $wait; return @{ failure = 'ConnectFailure' } }
    }
    if ([Simulation.Network]::IsListed($global:Sim.machine.network.silent, $Uri.Host, $Uri.Port)) { SimAdvance $(if ($Timeout -gt 0) { $Timeout } else { 100 }); return @{ failure = 'Timeout' } }
    if ($Uri.Scheme -eq 'https' -and (SimCertificateOf $Uri.Host $Uri.Port).problems -ne 'None') { return @{ failure = 'TrustFailure' } }
    SimRoute $Uri $Method $Headers $Body
}

function SimWebError {
    param($Cmdlet, [uri]$Uri, $Answer)
    $modern = $global:SimProcess.edition -eq 'Core'
    $name = $Cmdlet.MyInvocation.MyCommand.Name -replace '-', ''
    if ($null -ne $Answer['failure']) {
        $text = switch ($Answer.failure) {
            'NameResolutionFailure' { if ($modern) { "No such host is known. ($($Uri.Host):$($Uri.Port))" } else { "The remote name could not be resolved: '$($Uri.Host)'" } }
            'Timeout' { if ($modern) { 'The request was canceled due to the configured HttpClient.Timeout.' } else { 'The operation has timed out.' } }
            'TrustFailure' { if ($modern) { 'The SSL connection could not be established, see inner exception.' } else { 'The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.' } }
            default { if ($modern) { "A connection attempt failed because the connected party did not properly respond after a period of time. ($($Uri.Host):$($Uri.Port))" } else { 'Unable to connect to the remote server' } }
        }
        $exception = if ($modern) { [System.Net.Http.HttpRequestException]::new($text) } else { [System.Net.WebException]::new($text, [System.Net.WebExceptionStatus]$Answer.failure) }
    }
    else {
        $status = [System.Net.HttpStatusCode][int]$Answer.status
        $text = if ($modern) { "Response status code does not indicate success: $($Answer.status) ($status)." } else { "The remote server returned an error: ($($Answer.status)) $status." }
        $exception = if ($modern) { [System.Net.Http.HttpRequestException]::new($text) } else { [System.Net.WebException]::new($text, [System.Net.WebExceptionStatus]::ProtocolError) }
        $headers = [System.Net.WebHeaderCollection]::new()
        foreach ($key in $Answer.headers.Keys) { $headers[$key] = $Answer.headers[$key] }
        $response = SimNewObject 'System.Net.HttpWebResponse' ([ordered]@{ StatusCode = $status; StatusDescription = "$status"; ResponseUri = $Uri; Headers = $headers; Method = $(if ($Answer['byProxy'] -and $Uri.Scheme -eq 'https') { 'CONNECT' } else { 'GET' }) })
        $bytes = [System.Text.Encoding]::UTF8.GetBytes([string]$Answer.body)
        $response.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new('SimBytes', $bytes))
        SimMethod $response 'GetResponseStream' { , [System.IO.MemoryStream]::new($this.SimBytes) }
        ([psobject]$exception).PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new('Response', $response))
    }
    $record = [System.Management.Automation.ErrorRecord]::new($exception, "WebCmdletWebResponseException,Microsoft.PowerShell.Commands.${name}Command", 'InvalidOperation', $Uri)
    if ($null -eq $Answer['failure'] -and -not [string]::IsNullOrEmpty([string]$Answer.body)) { $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new([string]$Answer.body) }
    $Cmdlet.ThrowTerminatingError($record)
}

# What both commands have in common: sends, and answers what came, or nothing after writing it to a file.
function SimWebCommand {
    param($Cmdlet, $Bound)
    $uri = [uri]$Bound['Uri']
    if (-not $uri.IsAbsoluteUri) { $uri = [uri]"http://$($Bound['Uri'])" }
    $proxy = $null
    if ($null -ne $Bound['Proxy']) { $proxy = @{ address = $Bound['Proxy'].ToString(); withAccount = [bool]$Bound['ProxyUseDefaultCredentials'] } }
    elseif (-not $Bound['NoProxy']) { $proxy = SimProcessProxy $uri }
    $method = if ($null -eq $Bound['Method']) { 'GET' } else { [string]$Bound['Method'] }
    $headers = @{}
    if ($null -ne $Bound['Headers']) { foreach ($key in $Bound['Headers'].Keys) { $headers[[string]$key] = [string]$Bound['Headers'][$key] } }
    $body = $Bound['Body']
    if ($body -is [System.Collections.IDictionary]) {
        $body = (@(foreach ($key in $body.Keys) { "$key=" + [uri]::EscapeDataString([string]$body[$key]) }) -join '&')
        if ($method -eq 'GET') { $uri = [uri]($uri.AbsoluteUri + $(if ($uri.Query -eq '') { '?' } else { '&' }) + $body); $body = $null }
    }
    $answer = SimSend $uri $method.ToUpperInvariant() $headers $body $proxy ([int]$Bound['TimeoutSec'])
    if ($null -ne $Bound['MaximumRedirection'] -and $null -eq $answer['failure'] -and $answer.status -in 301, 302, 303, 307, 308) { return SimTooManyRedirections $Cmdlet $uri $answer $Bound['MaximumRedirection'] }
    if ($null -ne $answer['failure'] -or ($answer.status -ge 300 -and -not $Bound['SkipHttpErrorCheck'])) { SimWebError $Cmdlet $uri $answer }
    if ($null -eq $Bound['OutFile']) { return $answer }
    $path = [Simulation.Paths]::Full($Bound['OutFile'])
    if (-not (SimWritable $Cmdlet $path)) { return }
    $bytes = [System.Text.Encoding]::UTF8.GetBytes([string]$answer.body)
    $null = SimEffect $Cmdlet 'download' "$uri -> $path" { [Simulation.Files]::PutFile($path, $bytes) } { [Simulation.Files]::PutFile($path, ([byte[]]@($bytes[0..([Math]::Max(0, [int][Math]::Floor($bytes.Length / 2) - 1))]))) }
}

# Of Windows PowerShell: with none allowed, it says so and answers what came; nothing here leads on more than once.
function SimTooManyRedirections {
    param($Cmdlet, [uri]$Uri, $Answer, [int]$Maximum)
    if ($Maximum -ne 0) { SimFail $Cmdlet 'The simulation follows no redirection.' 'NotSimulated' 'NotImplemented' $Uri }
    $record = [System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new(), "MaximumRedirectExceeded,Microsoft.PowerShell.Commands.$($Cmdlet.MyInvocation.MyCommand.Name -replace '-', '')Command", 'InvalidOperation', $Uri)
    $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new('The maximum redirection count has been exceeded. To increase the number of redirections allowed, supply a higher value to the -MaximumRedirection parameter.')
    $Cmdlet.WriteError($record)
    $Answer
}

function SimWebObject {
    param($Answer)
    $headers = @{}
    foreach ($key in $Answer.headers.Keys) { $headers[$key] = $Answer.headers[$key] }
    [pscustomobject]@{ StatusCode = $Answer.status; StatusDescription = "$([System.Net.HttpStatusCode][int]$Answer.status)"; Content = $Answer.body; Headers = $headers; RawContentLength = ([string]$Answer.body).Length }
}

function SimWebBody {
    param($Answer)
    $text = [string]$Answer.body
    if ($text -match '^\s*[\[{]') { try { return , (SimFromJson $text $false) } catch { return $text } }
    $text
}
