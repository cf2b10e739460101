"""Which way of serving pages and live streams behind one port gives the most?"""
