# preflight: the first part of install. What the member must reach is tried before anything is changed, so that a network
# that is not ready is reported as a whole, in words. It only looks, and says "GET /" and nothing else.

function Assert-Network {
    Start-Part 'waiting for the identity'
    $identity = Get-IdentityToken $Step.Settings.vaultResource
    Start-Part 'testing the network'
    $tests = @($Step.Settings.egressTests | ForEach-Object { Read-EgressTest $_ })
    $tried = @($tests | Where-Object { $_.Way -ne 'script' })
    $required = @(Get-OwnTest $identity) + @($tried | Where-Object { $_.IsRequired })
    $failing = @(Wait-Egress $required)
    # Once, and last: nothing waits for them.
    $failing += @($tried | Where-Object { -not $_.IsRequired } | Where-Object { -not (Test-Egress $_) })
    if (@($failing | Where-Object { $_.IsRequired }).Count -gt 0) { Stop-Step (Get-EgressProblem $failing) (Get-EgressRemedy $failing) }
    foreach ($test in $failing) { Add-Note "the network is not ready for what is optional: $(Get-EgressLine $test)" }
    Add-InspectionNote $tried
    Add-UntestedNote @($tests | Where-Object { $_.Way -eq 'script' } | ForEach-Object { $_.Row })
}

# ---- What is tried ---------------------------------------------------------------------------------------------------

# A line of the settings: row, need, way, kind, host, ports.
function Read-EgressTest {
    param([string] $Line)
    if ($Line -notmatch '^(.+) (required|optional) (direct|proxy|script) (tcp|https|http) ([a-z0-9._-]+) ([0-9]{1,5}(,[0-9]{1,5})*)$') {
        Stop-Step "this test of the network cannot be read: $(Limit-Text $Line 200)" 'Mend the host that it names.'
    }
    return (New-EgressTest $Matches[1] $Matches[4] $Matches[5] @($Matches[6] -split ',') $Matches[3] ($Matches[2] -eq 'required'))
}

function New-EgressTest {
    param([string] $Row, [string] $Kind, [string] $HostName, $Ports, [string] $Way = 'direct', [bool] $IsRequired = $true)
    return @{ Row = $Row; Kind = $Kind; HostName = $HostName; Ports = $Ports; Way = $Way; IsRequired = $IsRequired; Failure = $null; Issuer = ''; Distrust = '' }
}

# What no table has: the clock, on which all certificates depend, and the proxy, on which the rows behind it do.
function Get-OwnTest {
    param($Identity)
    $clock = New-EgressTest 'clock' 'clock' '' @(0)
    $clock.Identity = $Identity
    $clock
    if ([string] $Step.Settings.proxyAddress -eq '') { return }
    $address = [uri] $Step.Settings.proxyAddress
    $Step.Proxy = New-EgressTest 'proxy' 'tcp' $address.Host @($address.Port)
    $Step.Proxy
}

# ---- Patience --------------------------------------------------------------------------------------------------------

# Tries until nothing fails that may pass by itself, and answers what fails. Rules, routes and names take minutes to reach
# a new machine.
function Wait-Egress {
    param($Tests)
    $egressEnd = Get-WaitEnd 300
    $failing = @($Tests | Where-Object { -not (Test-Egress $_) })
    while (@($failing | Where-Object { $_.Failure.Passes }).Count -gt 0 -and (Get-Date).AddSeconds(15) -le $egressEnd) {
        $egressEnd = Wait-Second 15 $egressEnd
        # What there is no more time for fails as it did before.
        $failing = @($failing | Where-Object { (Get-Date) -gt $egressEnd -or -not (Test-Egress $_) })
    }
    return $failing
}

# Tries one row, up to the first port that fails.
function Test-Egress {
    param($Test)
    foreach ($port in $Test.Ports) {
        if ($Test.Kind -eq 'clock') { $Test.Failure = Get-ClockFailure $Test.Identity }
        else { $Test.Failure = Get-PortFailure $Test ([int] $port) }
        if ($null -eq $Test.Failure) { continue }
        $Test.Failure.Port = $port
        Write-Log (Get-EgressLine $Test)
        return $false
    }
    return $true
}

# ---- One connection --------------------------------------------------------------------------------------------------

# What is wrong: in words, the cause that has a remedy, and whether it may pass by itself.
function New-Failure {
    param([string] $Cause, [string] $Says, [bool] $Passes = $true)
    return @{ Cause = $Cause; Says = $Says; Passes = $Passes; Port = 0; Way = '' }
}

function Get-ClockFailure {
    param($Identity)
    $epoch = [datetime] '1970-01-01'
    $now = (Get-Date).ToUniversalTime()
    $first = $epoch.AddSeconds([double] $Identity.not_before)
    $last = $epoch.AddSeconds([double] $Identity.expires_on)
    if ($now -ge $first.AddMinutes(-5) -and $now -le $last) { return $null }
    return (New-Failure 'clock' ('it is {0:u} on this machine, and what Azure gave the identity is valid from {1:u} to {2:u}' -f $now, $first, $last))
}

# What is wrong with the way to a port; nothing where there is a way.
function Get-PortFailure {
    param($Test, [int] $Port)
    $scheme = $Test.Kind
    if ($scheme -eq 'tcp') { $scheme = 'https' }
    $uri = '{0}://{1}:{2}/' -f $scheme, $Test.HostName, $Port
    $byProxy = $Test.Way -eq 'proxy' -and (Get-WebOption $uri).ContainsKey('Proxy')
    $end = @{ Name = $Test.HostName; Port = $Port; Way = 'direct' }
    if ($byProxy) {
        if ($null -ne $Step.Proxy.Failure) { return (New-Failure 'proxy' 'not tried') }
        $end = @{ Name = $Step.Proxy.HostName; Port = $Step.Proxy.Ports[0]; Way = 'by the proxy' }
    }
    $Test.Issuer = ''
    $Test.Distrust = ''
    $client = New-Object -TypeName System.Net.Sockets.TcpClient
    try {
        $failure = Get-ConnectFailure $client $end.Name $end.Port
        if ($null -eq $failure) { $failure = Get-AnswerFailure $client $Test $uri $byProxy }
    }
    catch { $failure = Get-StreamFailure $Test $_.Exception }
    finally { $client.Close() }
    # Windows answers such a proxy in requests of its own only.
    if ($null -ne $failure -and $failure.Cause -eq 'account' -and $Step.Settings.proxyUseDefaultCredentials) {
        $failure = Get-AccountFailure $uri
        # The proxy had connected: what follows is not what is asked here.
        if ($null -ne $failure -and $Test.Kind -eq 'tcp' -and $failure.Cause -in 'trust', 'cut') { $failure = $null }
    }
    if ($null -ne $failure) { $failure.Way = $end.Way }
    return $failure
}

function Get-ConnectFailure {
    param($Client, [string] $Name, [int] $Port)
    if ($Name -notmatch '^[\d.]+$' -and $null -eq (Resolve-DnsName -Name $Name -QuickTimeout -ErrorAction SilentlyContinue)) {
        return (New-Failure 'name' 'the name does not resolve')
    }
    # Windows itself would wait for 21 seconds.
    try { if ($Client.ConnectAsync($Name, $Port).Wait(10000)) { return $null } }
    catch {
        $problem = $_.Exception
        switch (Get-SocketError $problem) {
            'HostNotFound' { return (New-Failure 'name' 'the name does not resolve') }
            'ConnectionRefused' { return (New-Failure 'tcp' 'TCP is refused') }
            default { return (New-Failure 'tcp' "no TCP: $(Get-InnerText $problem)") }
        }
    }
    return (New-Failure 'tcp' 'no answer to TCP within 10 s')
}

# Talks over an open connection, as far as the kind of the row goes.
function Get-AnswerFailure {
    param($Client, $Test, [string] $Uri, [bool] $ByProxy)
    $Client.ReceiveTimeout = 10000
    $Client.SendTimeout = 10000
    $stream = $Client.GetStream()
    $place = ([uri] $Uri).Authority
    $path = '/'
    if ($ByProxy -and $Test.Kind -eq 'http') { $path = $Uri }
    elseif ($ByProxy) {
        $target = '{0}:{1}' -f $Test.HostName, ([uri] $Uri).Port
        $status = Get-HttpAnswer $stream "CONNECT $target HTTP/1.1`r`nHost: $target`r`n`r`n"
        if ($status -lt 200 -or $status -gt 299) { return (New-ProxyFailure $status) }
    }
    if ($Test.Kind -eq 'tcp') { return $null }
    if ($Test.Kind -eq 'https') { $stream = Open-Tls $stream $Test }
    $status = Get-HttpAnswer $stream "GET $path HTTP/1.1`r`nHost: $place`r`nConnection: close`r`n`r`n"
    if ($status -eq 0) { return (New-Failure 'cut' 'connects, and no HTTP comes back') }
    # Any answer of the host counts; these are the proxy's own.
    if ($path -ne '/' -and $status -in 407, 502, 503, 504) { return (New-ProxyFailure $status) }
    return $null
}

# Sends a request without a body, and answers the status; 0 for what is no HTTP.
function Get-HttpAnswer {
    param($Stream, [string] $Request)
    $bytes = [Text.Encoding]::ASCII.GetBytes($Request)
    $Stream.Write($bytes, 0, $bytes.Length)
    $buffer = [byte[]]::new(4096)
    $text = ''
    $answerEnd = (Get-Date).AddSeconds(20)
    # To the end of the headers: what follows those of a proxy belongs to TLS.
    while ($text -notmatch '\r?\n\r?\n' -and $text.Length -lt 65536 -and (Get-Date) -lt $answerEnd) {
        $count = $Stream.Read($buffer, 0, $buffer.Length)
        if ($count -le 0) { break }
        $text += [Text.Encoding]::ASCII.GetString($buffer, 0, $count)
    }
    if ($text -notmatch '^HTTP/\d\.\d (\d{3})') { return 0 }
    return [int] $Matches[1]
}

# TLS as Windows would accept it for the name; notes who issued the certificate, and why it is not accepted.
function Open-Tls {
    param($Stream, $Test)
    $check = [Net.Security.RemoteCertificateValidationCallback] {
        param($from, $certificate, $chain, $problems)
        if ($null -ne $certificate) { $Test.Issuer = [string] $certificate.Issuer }
        $Test.Distrust = ([string] $problems) -replace '^None$', ''
        return ($Test.Distrust -eq '')
    }.GetNewClosure()
    $tls = New-Object -TypeName System.Net.Security.SslStream -ArgumentList $Stream, $false, $check
    $none = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509CertificateCollection
    $tls.AuthenticateAsClient($Test.HostName, $none, [Security.Authentication.SslProtocols]::Tls12, $false)
    return $tls
}

# ---- What went wrong -------------------------------------------------------------------------------------------------

function New-ProxyFailure {
    param([int] $Status)
    if ($Status -eq 0) { return (New-Failure 'cut' 'the proxy gives no HTTP answer') }
    if ($Status -eq 407) { return (New-Failure 'account' 'the proxy asks for credentials (407)' $false) }
    if ($Status -in 502, 503, 504) { return (New-Failure 'upstream' "the proxy does not get there ($Status)") }
    return (New-Failure 'forbidden' "the proxy refuses to connect ($Status)" $false)
}

function Get-StreamFailure {
    param($Test, $Exception)
    if ($Test.Distrust -ne '') { return (New-TrustFailure $Test) }
    switch (Get-SocketError $Exception) {
        'TimedOut' { return (New-Failure 'cut' 'connects, and says nothing for 10 s') }
        'ConnectionReset' { return (New-Failure 'cut' 'connects, and is cut off') }
        default { return (New-Failure 'cut' "connects, and fails: $(Get-InnerText $Exception)") }
    }
}

function New-TrustFailure {
    param($Test)
    $what = 'is not trusted on this machine'
    if ($Test.Distrust -match 'NameMismatch') { $what = 'is for another name' }
    return (New-Failure 'trust' "its certificate $what, issued by $(Limit-Text $Test.Issuer 100)" $false)
}

# The same request by Windows, which logs on to the proxy as the computer.
function Get-AccountFailure {
    param([string] $Uri)
    $request = (Get-WebOption $Uri) + @{ Uri = $Uri; MaximumRedirection = 0 }
    $request.TimeoutSec = 30
    try { $null = Invoke-WebRequest @request }
    catch {
        # A host that leads on to another one has answered.
        if ($_.FullyQualifiedErrorId -like 'MaximumRedirectExceeded*') { return $null }
        $status = Get-HttpStatus $_
        if ($status -eq 407 -or ($status -ne 0 -and [string] $_.Exception.Response.Method -eq 'CONNECT')) { return (New-ProxyFailure $status) }
        if ($status -ne 0) { return $null }
        $kind = $_.Exception.PSObject.Properties['Status']
        if ($null -ne $kind -and [string] $kind.Value -eq 'TrustFailure') {
            return (New-Failure 'trust' 'its certificate is not trusted on this machine' $false)
        }
        return (New-Failure 'cut' "fails: $(Get-InnerText $_.Exception)")
    }
    return $null
}

function Get-InnerException {
    param($Exception)
    while ($null -ne $Exception.InnerException) { $Exception = $Exception.InnerException }
    return $Exception
}

function Get-SocketError {
    param($Exception)
    $property = (Get-InnerException $Exception).PSObject.Properties['SocketErrorCode']
    if ($null -eq $property) { return '' }
    return [string] $property.Value
}

function Get-InnerText {
    param($Exception)
    return (Limit-Text (Get-InnerException $Exception).Message 150)
}

# ---- The report ------------------------------------------------------------------------------------------------------

function Get-EgressLine {
    param($Test)
    if ($Test.Kind -eq 'clock') { return "clock: $($Test.Failure.Says)" }
    return ('{0}: {1}:{2}, {3}: {4}' -f $Test.Row, $Test.HostName, $Test.Failure.Port, $Test.Failure.Way, $Test.Failure.Says)
}

# What is required first; as many lines as are kept of a message, and the log has all. What cannot be known before something
# else is mended is only named.
function Get-EgressProblem {
    param($Failing)
    $unknown = @{ proxy = 'behind the proxy, and not tried' }
    if ('clock' -in @($Failing | ForEach-Object { $_.Failure.Cause })) { $unknown.trust = 'certificates that a wrong clock cannot judge' }
    $known = @($Failing | Where-Object { -not $unknown.ContainsKey($_.Failure.Cause) })
    $text = 'the network is not ready, and nothing was changed:'
    $left = 0
    foreach ($test in @($known | Where-Object { $_.IsRequired }) + @($known | Where-Object { -not $_.IsRequired })) {
        $line = "`n  $(Get-EgressLine $test)"
        if (-not $test.IsRequired) { $line += ' (optional)' }
        if ($text.Length + $line.Length -gt 1300) { $left++ } else { $text += $line }
    }
    if ($left -gt 0) { $text += "`n  and $left more, which the log names" }
    foreach ($cause in @($unknown.Keys | Sort-Object)) {
        $rows = @($Failing | Where-Object { $_.Failure.Cause -eq $cause } | ForEach-Object { $_.Row } | Sort-Object -Unique)
        if ($rows.Count -gt 0) { $text += "`n  " + (Limit-Text "$($unknown[$cause]): $($rows -join ', ')" 200) }
    }
    return $text
}

# What to do about each cause, once.
function Get-EgressRemedy {
    param($Failing)
    $causes = @($Failing | ForEach-Object { $_.Failure.Cause })
    $remedies = [ordered] @{
        clock     = 'Let Windows set its clock: certificates, sign-in and Kerberos need it to be right within five minutes.'
        name      = 'Let the members'' DNS servers resolve the names.'
        tcp       = 'Open TCP from the members'' subnet to these hosts and ports: network security group, firewall, routes, NAT.'
        account   = 'Let the proxy admit the computer accounts of the members as well as the account of the gateway, or put the hosts on the bypass list.'
        forbidden = 'Let the proxy admit CONNECT to these hosts and ports.'
        upstream  = 'Look on the proxy for what keeps it from these hosts.'
        trust     = 'Something on the way shows certificates of its own, as TLS inspection does: exempt the hosts of https://learn.microsoft.com/data-integration/gateway/service-gateway-communication from it.'
        cut       = 'Something on the way holds or cuts connections: look at what firewall and proxy inspect.'
    }
    if ('clock' -in $causes) { $causes = @($causes | Where-Object { $_ -ne 'trust' }) }
    return (@($remedies.Keys | Where-Object { $_ -in $causes } | ForEach-Object { $remedies[$_] }) -join ' ')
}

# Who issues certificates of Microsoft's, GitHub's and the gallery's hosts. UNVERIFIED as a list, and so good for a note only.
function Get-PublicIssuer {
    return 'Microsoft|DigiCert|GlobalSign|Entrust|Sectigo|USERTrust'
}

# Inspection that this machine trusts shows by the issuer alone.
function Add-InspectionNote {
    param($Tests)
    $strange = @($Tests | Where-Object { $_.Issuer -ne '' -and $_.Distrust -eq '' -and $_.Issuer -notmatch (Get-PublicIssuer) })
    foreach ($issuer in @($strange | ForEach-Object { $_.Issuer } | Sort-Object -Unique)) {
        $rows = @($strange | Where-Object { $_.Issuer -eq $issuer } | ForEach-Object { $_.Row } | Sort-Object -Unique) -join ', '
        Add-Note "something on the way may inspect TLS: $(Limit-Text $issuer 100) issued the certificates of $(Limit-Text $rows 150)"
    }
}

function Add-UntestedNote {
    param([string[]] $Rows)
    $settings = $Step.Settings
    if ($Rows.Count -gt 0) { Add-Note "not tested, because a PAC file decides the way: $(Limit-Text (($Rows | Sort-Object -Unique) -join ', ') 200)" }
    if ([string] $settings.proxyAddress -eq '' -and [string] $settings.proxyScript -eq '') { return }
    Add-Note 'not tested: whether the proxy lets WebSocket through, and keeps a silent connection open for 300 s'
}
